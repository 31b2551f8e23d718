import { z } from 'zod';
import { amount, flag } from './switches.ts';

/** What is odd about the data of answers and frames, the envelope included. */
export const dataFaults = {
  codeAsString: flag('`code` of the envelope is a text ("0")'),
  otherSuccessText: flag('`msg` of a success is "result.success", with a `success` key beside it'),
  unknownKeys: flag('objects of answers and frames carry keys that no document names'),
  numbersNotStrings: flag('numbers and times are JSON numbers, in answers and frames'),
  fundingAsObject: flag('`data` of funding_rate is one object, as in older documents'),
  klineEndless: flag('kline ignores startTime and endTime: every page is the newest one'),
  klineOrder: z.enum(['newestFirst', 'oldestFirst', 'shuffled']).default('newestFirst').describe('order of kline rows'),
  klineDuplicates: flag('every kline row comes twice'),
  klineGapEvery: amount('kline leaves out each bar whose number (open time / length) is a multiple of this'),
  klineLagMs: amount('kline does not show a bar until its end is this long ago'),
  klineBars: amount('kline knows only so many of the newest bars; 0 is no limit'),
  klineEmpty: flag('kline answers with no rows'),
  runningCandle: z
    .enum(['documented', 'withoutEndTime', 'never'])
    .default('documented')
    .describe(
      'the running bar is row 0 whenever endTime does not exclude it, only without an endTime (seen once), or never',
    ),
  volumesSwapped: flag('quoteVol holds the coins and baseVol the turnover, as until September 2026'),
  openOutsideRange: flag('the open lies outside of [low, high], by kline and in kline frames'),
};
