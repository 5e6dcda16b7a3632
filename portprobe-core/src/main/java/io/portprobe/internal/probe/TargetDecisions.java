package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.Transport;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.Zones;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the selected addresses a probe uses: the limit of addresses, the family of the
 * source address, the target policy, and the zone of link-local addresses. Confined to the event
 * loop.
 */
final class TargetDecisions {
  /** Most addresses of a name to probe. */
  static final int MOST_ADDRESSES = AddressForms.MAX_ADDRESSES;

  /** Receives the decisions, on the event loop. */
  interface Listener {
    /** An address is to be probed. */
    void onTarget(int index, InetSocketAddress target);

    /** The policy, or a missing zone, excludes an address. */
    void onExcluded(ProbeException reason);
  }

  private final AddressFilter filter;
  private final EventLoop loop;
  private final Transport transport;
  private final ProbeErrors errors;
  private final Listener listener;
  private final @Nullable Endpoint destination;

  /** The addresses that the target policy has not decided on, by their index. */
  private final Map<Integer, InetSocketAddress> undecided = new LinkedHashMap<>();

  private final List<AddressFilter.Pending> decisions = new ArrayList<>();
  private boolean ended;

  /**
   * Creates the decisions of one probe.
   *
   * @param destination the endpoint that the targets, which are proxies, connect to; null without a
   *     proxy. If it is an address, the policy decides about it too
   */
  TargetDecisions(
      AddressFilter filter,
      EventLoop loop,
      Transport transport,
      ProbeErrors errors,
      @Nullable Endpoint destination,
      Listener listener) {
    this.destination = destination;
    this.filter = filter;
    this.loop = loop;
    this.transport = transport;
    this.errors = errors;
    this.listener = listener;
  }

  /**
   * Excludes addresses that are never probed, and consults the policy about the others.
   *
   * @param source the source address of the probe, or null
   * @param omissions receives why addresses are excluded at once
   */
  void start(
      List<InetSocketAddress> selected,
      @Nullable InetAddress source,
      List<ProbeException> omissions) {
    for (int i = 0; i < selected.size(); i++) {
      Optional<ProbeException> omission = omission(i, selected.get(i), source);
      if (omission.isPresent()) {
        omissions.add(omission.get());
      } else {
        undecided.put(i, selected.get(i));
      }
    }
    for (int index : List.copyOf(undecided.keySet())) {
      decide(index);
    }
  }

  private Optional<ProbeException> omission(
      int index, InetSocketAddress target, @Nullable InetAddress source) {
    if (index >= MOST_ADDRESSES) {
      return Optional.of(
          errors.localFault(target, "not among the first " + MOST_ADDRESSES + " addresses", null));
    }
    if (source != null && !AddressFilter.isSameFamily(source, target.getAddress())) {
      return Optional.of(
          errors.localFault(
              target,
              "not of the same address family as the source address " + AddressText.of(source),
              null));
    }
    return Optional.empty();
  }

  private void decide(int index) {
    if (destination == null || !HostSyntax.isLiteral(destination.host())) {
      decideTarget(index);
      return;
    }
    InetSocketAddress address = new InetSocketAddress(destination.host(), destination.port());
    decisions.add(
        filter.decide(
            transport,
            address,
            loop,
            denial ->
                denial.ifPresentOrElse(
                    why ->
                        onDestinationDenied(
                            index, new ProbeErrors(destination).denied(address, why)),
                    () -> decideTarget(index))));
  }

  private void onDestinationDenied(int index, ProbeException denied) {
    if (undecided.remove(index) != null && !ended) {
      listener.onExcluded(denied);
    }
  }

  private void decideTarget(int index) {
    InetSocketAddress target = undecided.get(index);
    if (!ended && target != null) {
      decisions.add(filter.decide(transport, target, loop, denial -> onDecision(index, denial)));
    }
  }

  private void onDecision(int index, Optional<String> denial) {
    InetSocketAddress target = undecided.remove(index);
    if (ended || target == null) {
      return;
    }
    if (denial.isPresent()) {
      listener.onExcluded(errors.denied(target, denial.get()));
    } else if (Zones.isMissing(target.getAddress())) {
      listener.onExcluded(errors.zoneMissing(target));
    } else {
      listener.onTarget(index, target);
    }
  }

  /** Returns whether the policy has decided on all addresses. */
  boolean isComplete() {
    return undecided.isEmpty();
  }

  /** Excludes the addresses that the policy has not decided on. */
  void excludeUndecided(
      Function<InetSocketAddress, ProbeException> reason, List<ProbeException> omissions) {
    undecided.values().forEach(target -> omissions.add(reason.apply(target)));
    undecided.clear();
  }

  /** Ends the decisions. No event follows. */
  void cancel() {
    ended = true;
    decisions.forEach(AddressFilter.Pending::cancel);
  }
}
