/** The parts of an HTTP answer that matter here. */
export interface HttpReply {
  readonly status: number;
  /** `Date` header, the only clock the exchange shows on REST. */
  readonly date: string | null;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** Fetches an address, with headers of one's own; rejects when there is no answer. */
export type HttpGet = (
  url: string,
  signal: AbortSignal,
  headers?: Readonly<Record<string, string>>,
) => Promise<HttpReply>;

/** The whole book of a liquid market has half a megabyte; nothing honest comes near this. */
const LONGEST_BODY = 16 * 1024 * 1024;
export const USER_AGENT = 'Mozilla/5.0 (compatible; laptop-agents)';

export const httpGet: HttpGet = async (url, signal, more = {}) => {
  const response = await fetch(url, {
    signal,
    redirect: 'manual',
    headers: { accept: 'application/json', 'user-agent': USER_AGENT, language: 'en-US', ...more },
  });
  const { status, headers } = response;
  const body = await readLimited(response);
  return { status, date: headers.get('date'), retryAfter: headers.get('retry-after'), body };
};

async function readLimited(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_BODY) throw new Error('the answer is too long');
  }
  return text + decoder.decode();
}
