package io.portprobe.internal.scan;

import io.portprobe.Endpoint;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.scan.order.ScanTarget;

/** What kept a port from being asked, as an exception that nobody threw. */
final class Failures {
  private Failures() {}

  /** The host has no address, or is none at all. */
  static RuntimeException unresolved(ScanTarget target, int port, String why) {
    try {
      Endpoint endpoint = new Endpoint(target.transport(), target.host(), port);
      return new UnresolvedTargetException(endpoint, why, null);
    } catch (IllegalArgumentException e) {
      return e; // it names the host and what was expected
    }
  }
}
