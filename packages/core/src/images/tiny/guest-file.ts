/** One regular file of the guest; owned by root. */
export interface GuestFile {
  /** Absolute in the guest. */
  path: string;
  mode: number;
  text: string;
}
