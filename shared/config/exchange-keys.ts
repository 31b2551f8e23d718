import { z } from 'zod';

const key = z.string().regex(/^[\x21-\x7e]{8,256}$/);

/** The file from which keys of the exchange are taken over. */
export const exchangeKeysSchema = z.strictObject({ api_key: key, secret_key: key });
