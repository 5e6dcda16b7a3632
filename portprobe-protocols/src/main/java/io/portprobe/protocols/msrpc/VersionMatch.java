package io.portprobe.protocols.msrpc;

/** The versions of an interface that an {@link Inquiry} selects (C706 appendix O, vers_option). */
public enum VersionMatch {
  /** Every version. */
  ALL,
  /** The same major version, and the same or a larger minor version. */
  COMPATIBLE,
  /** Exactly this version. */
  EXACT,
  /** The same major version. */
  MAJOR_ONLY,
  /** This version and smaller ones. */
  UP_TO
}
