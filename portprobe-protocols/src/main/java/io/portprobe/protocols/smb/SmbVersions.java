package io.portprobe.protocols.smb;

/** The versions of SMB that a client offers. */
public enum SmbVersions {
  /** SMB 2 and 3; then SMB 1 on a new connection if the server does not speak SMB 2. */
  AUTO,
  /** SMB 2 and 3 only. */
  SMB2,
  /** SMB 1 only. */
  SMB1
}
