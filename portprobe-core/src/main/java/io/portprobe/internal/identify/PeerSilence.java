package io.portprobe.internal.identify;

import io.portprobe.identify.ServiceIdentity.Verdict;
import java.net.InetAddress;

/**
 * Finds out why a peer sends nothing: a service may be silent, or its host may accept connections
 * to all ports. Confined to the event loop.
 */
final class PeerSilence {
  private final HostControl control;
  private final InetAddress address;
  private final IdentifyPlan plan;

  /**
   * Creates a check.
   *
   * @param control probes other ports of the host
   * @param address the address of the peer
   * @param plan the state of the identification
   */
  PeerSilence(HostControl control, InetAddress address, IdentifyPlan plan) {
    this.control = control;
    this.address = address;
    this.plan = plan;
  }

  /** Starts to probe control ports if the peer has sent nothing until now. */
  void check() {
    if (plan.isSuspicious()) {
      control.start(address);
    }
  }

  /** Returns whether the host accepts connections to all ports; false while it is not known. */
  boolean isOfHost() {
    return plan.isSuspicious() && control.acceptsEverything(address);
  }

  /** Returns the verdict on a peer whose protocol is not known. */
  Verdict verdict() {
    if (isOfHost()) {
      return Verdict.ACCEPTS_EVERYTHING;
    }
    if (plan.hasHeard()) {
      return Verdict.UNKNOWN;
    }
    return plan.closesWithoutData() ? Verdict.CLOSES : Verdict.SILENT;
  }
}
