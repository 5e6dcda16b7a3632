package io.portprobe.protocols.smb;

/** A capability of an SMB 2 or SMB 3 server (MS-SMB2 section 2.2.4). */
public enum SmbCapability {
  /** Distributed File System. */
  DFS(0x01, "DFS"),
  /** Leases. */
  LEASING(0x02, "leasing"),
  /** Operations that need several credits. */
  LARGE_MTU(0x04, "multi-credit operations"),
  /** Several connections for a session. */
  MULTI_CHANNEL(0x08, "multiple channels"),
  /** Handles that survive a failover. */
  PERSISTENT_HANDLES(0x10, "persistent handles"),
  /** Leases of directories. */
  DIRECTORY_LEASING(0x20, "directory leasing"),
  /** Encryption. From SMB 3.1.1 on {@link SmbResult#cipher()} states it. */
  ENCRYPTION(0x40, "encryption"),
  /** Notifications by the server. */
  NOTIFICATIONS(0x80, "notifications");

  private final int bit;
  private final String description;

  SmbCapability(int bit, String description) {
    this.bit = bit;
    this.description = description;
  }

  /**
   * Returns the bit of the capability.
   *
   * @return a number with one bit
   */
  public int bit() {
    return bit;
  }

  /** Returns a description, for example {@code "directory leasing"}. */
  @Override
  public String toString() {
    return description;
  }
}
