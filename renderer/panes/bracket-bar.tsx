import { signed } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';
import { sideText } from '../text/side.ts';
import type { PositionStanding } from './position-standing.ts';

/** The way from the stop (left) to the target (right), with entry, price and the stop in effect. Empty while flat. */
export function BracketBar({ standing }: { readonly standing: PositionStanding | undefined }) {
  const share = standing?.share;
  // moved by transforms: nothing around them is laid out anew
  const at = (part: number) => ({ transform: `translateX(${part * 100}%)` });
  return (
    <div className="bracket">
      <div
        className="bracket-track"
        role="img"
        aria-label={share === undefined ? TEXT.position.flatHint : sideText.bracket(signed(standing?.r))}
      >
        {share !== undefined && (
          <>
            <span className="bracket-risk" style={{ transform: `scaleX(${share.entry})` }} />
            <span className="bracket-reward" style={{ transform: `scaleX(${1 - share.entry})` }} />
            <span className="bracket-stop" style={at(share.stop)} />
            <span className="bracket-entry" style={at(share.entry)} />
            <span className="bracket-price" style={at(share.price)} />
          </>
        )}
      </div>
      <div className="bracket-names" aria-hidden="true">
        <span>{TEXT.position.stop}</span>
        <span>{TEXT.position.target}</span>
      </div>
    </div>
  );
}
