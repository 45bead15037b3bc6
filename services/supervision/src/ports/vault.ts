/** What a caller said, and who that was: nothing of it leaves supervision except by the route that says why. */
export type Said = { text: string; phone: string; name?: string | undefined };

export interface Vault {
  /** Keeps it under the complaint's id, once: said again, the first stands. Answers the tracking code. */
  keep(complaintId: string, said: Said): Promise<{ trackingCode: string }>;
  read(complaintId: string): Promise<(Said & { reply?: string }) | undefined>;
  keepReply(complaintId: string, text: string): Promise<void>;
  fits(complaintId: string, trackingCode: string): Promise<boolean>;
}
