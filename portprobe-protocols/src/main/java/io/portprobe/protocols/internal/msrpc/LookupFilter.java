package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.VersionMatch;

/**
 * The selection of an {@code ept_lookup}, applied by the client too: Samba's domain controller
 * returns every entry for every inquiry.
 */
final class LookupFilter {
  private LookupFilter() {}

  /** Returns whether an inquiry selects an entry. */
  static boolean matches(Inquiry.Lookup inquiry, MappedEndpoint entry) {
    return (inquiry.interfaceId().isEmpty()
            || (inquiry.interfaceId().get().equals(entry.interfaceId())
                && matchesVersion(inquiry, entry.majorVersion(), entry.minorVersion())))
        && (inquiry.objectId().isEmpty() || inquiry.objectId().equals(entry.objectId()));
  }

  private static boolean matchesVersion(Inquiry.Lookup inquiry, int major, int minor) {
    boolean sameMajor = major == inquiry.majorVersion();
    return switch (inquiry.versions()) {
      case ALL -> true;
      case COMPATIBLE -> sameMajor && minor >= inquiry.minorVersion();
      case EXACT -> sameMajor && minor == inquiry.minorVersion();
      case MAJOR_ONLY -> sameMajor;
      case UP_TO ->
          major < inquiry.majorVersion() || (sameMajor && minor <= inquiry.minorVersion());
    };
  }

  /** Returns the {@code inquiry_type} of C706 appendix O: all, by interface, by object, by both. */
  static int inquiryType(Inquiry.Lookup inquiry) {
    return (inquiry.interfaceId().isPresent() ? 1 : 0) + (inquiry.objectId().isPresent() ? 2 : 0);
  }

  /** Returns the {@code vers_option} of C706 appendix O. */
  static int versionOption(VersionMatch versions) {
    return switch (versions) {
      case ALL -> 1;
      case COMPATIBLE -> 2;
      case EXACT -> 3;
      case MAJOR_ONLY -> 4;
      case UP_TO -> 5;
    };
  }
}
