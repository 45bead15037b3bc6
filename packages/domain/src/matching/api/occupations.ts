import { z } from 'zod';
import { occupationCode } from '../../values/occupation-code.ts';
import { message } from '../../values/text.ts';

export const suggestOccupations = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1, message('请填写岗位名称', 'Write the title of the job'))
    .max(200, message('岗位名称不能超过200个字符', 'A title has at most 200 characters')),
  duties: z
    .string()
    .max(2000, message('岗位职责不能超过2000个字符', 'Duties have at most 2,000 characters'))
    .optional(),
});

/** Likeliest first; none where the words tell nothing. Confidence: the share of such suggestions that is right. */
export const occupationSuggestions = z.object({
  items: z
    .array(
      z.object({ code: occupationCode, name: z.string(), group: z.string(), confidence: z.number().min(0).max(1) }),
    )
    .max(5),
});
