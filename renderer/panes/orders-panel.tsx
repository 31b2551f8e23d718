import { price } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';

const MOST = 4;
const { orders: text } = TEXT;

/** Orders that wait in the market or in the execution queue. */
export function OrdersPanel() {
  const orders = useWorkstation((state) => state.session?.working_orders);
  const queued = useWorkstation((state) => state.session?.queued_orders ?? 0);
  const shown = orders?.slice(0, MOST) ?? [];
  return (
    <section className="panel orders" aria-labelledby="orders-heading">
      <div className="panel-head">
        <h2 id="orders-heading">{text.heading}</h2>
        <span className="muted">{orders === undefined ? price(undefined) : orders.length}</span>
      </div>
      <ul className="order-list">
        {shown.map((order) => (
          <li key={order.order_id} title={order.order_id}>
            <span className={order.side === 'BUY' ? 'up' : 'down'}>
              {order.side === 'BUY' ? '▲' : '▼'} {order.side}
            </span>
            <span className="number">{order.qty}</span>
            <span className="number">
              <span className="muted">{text.price} </span>
              {price(order.price)}
            </span>
          </li>
        ))}
        {shown.length === 0 && <li className="muted">{text.none}</li>}
        {queued > 0 && <li className="muted">{text.queued(queued)}</li>}
      </ul>
    </section>
  );
}
