import { refusals } from '@zhiqiao/records';

export const accessErrors = refusals('access', {
  tokenMissing: [401, '请先登录', 'Sign in first'],
  tokenInvalid: [401, '登录已失效，请重新登录', 'Your sign-in is not valid any more: sign in again'],
  foreignCity: [403, '您的账号属于其他城市', 'Your account belongs to another city'],
  roleRequired: [403, '您的岗位无权办理此事项', 'Your role may not do this'],
  certificateRequired: [403, '须持有效上岗证书方可办理', 'A post certificate that is valid today is required'],
});

export const requestErrors = refusals('request', {
  unknownPath: [404, '没有这个地址', 'There is nothing at this address'],
  methodNotAllowed: [405, '此地址不支持该方法', 'This address does not support the method'],
  malformed: [400, '请求内容不是有效的 JSON', 'The body is not valid JSON'],
  unsupportedType: [415, '请求内容须为 application/json（UTF-8）', 'The body must be application/json (UTF-8)'],
  undecodable: [400, '请求内容与 Content-Encoding 所述编码不符', 'The body is not encoded as Content-Encoding says'],
  tooLarge: [413, '请求内容超过 1 MB', 'The body is larger than 1 MB'],
  fileMissing: [422, '请上传文件', 'Send a file'],
  fileType: [415, '不支持该类型的文件', 'A file of this type is not taken'],
  fileTooLarge: [413, '文件过大', 'The file is too large'],
  invalid: [422, '填写内容有误，请按提示修改', 'Some of the content is not valid: see errors'],
  keyRequired: [
    400,
    '须提供 Idempotency-Key 请求头（8 至 200 个可见字符）',
    'Header Idempotency-Key is required (8 to 200 visible characters)',
  ],
  ifMatchRequired: [428, '须提供 If-Match 请求头', 'Header If-Match is required'],
  ifMatchMalformed: [400, 'If-Match 须为 ETag 原值或 *', 'If-Match must be the ETag as received, or *'],
  purposeRequired: [
    400,
    '须以 X-Purpose 请求头说明查阅目的（2 至 200 字，UTF-8 百分号编码）',
    'Header X-Purpose must state why you read this (2 to 200 characters, percent-encoded UTF-8)',
  ],
  tooMany: [429, '请求过于频繁，请稍后再试', 'Too many requests: try again later'],
});

export const platformErrors = refusals('platform', {
  overloaded: [503, '系统繁忙，请稍后重试', 'The system is busy: try again shortly'],
  unavailable: [503, '系统暂时不可用，请稍后重试', 'The system is not available for the moment: try again shortly'],
  issuerUnavailable: [
    503,
    '暂时无法核验登录，请稍后重试',
    'Sign-ins cannot be checked for the moment: try again shortly',
  ],
  internal: [500, '系统出错，已记录', 'Something went wrong on our side; it has been logged'],
  clockBackwards: [409, '城市时钟只能向前调', 'The clock of the city only moves forward'],
});
