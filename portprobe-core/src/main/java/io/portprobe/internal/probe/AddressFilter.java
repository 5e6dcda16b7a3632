package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import io.portprobe.internal.io.LimitedThreads;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.AddressPolicy;
import io.portprobe.internal.util.Failures;
import io.portprobe.text.SafeText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The rules for which addresses of a host are probed: the caller's selection and the target policy.
 * Thread-safe.
 *
 * <p>The policy of a caller may block or throw anything. It runs on separate threads, so that it
 * cannot stop an event loop.
 */
public final class AddressFilter {
  private final TargetPolicy policy;
  private final boolean immediate;
  private final LimitedThreads threads;

  /** A decision of a policy that is being made. */
  @FunctionalInterface
  public interface Pending {
    /** Interrupts the policy. A decision that is made nevertheless may still be delivered. */
    void cancel();
  }

  /** Creates a filter that consults a policy, on these threads if it may block. */
  public AddressFilter(TargetPolicy policy, LimitedThreads threads) {
    this.policy = policy;
    this.immediate = policy instanceof AddressPolicy;
    this.threads = threads;
  }

  /** Returns the selected addresses, without duplicates, in the given order. */
  public static List<InetAddress> select(List<InetAddress> addresses, AddressSelection selection) {
    List<InetAddress> distinct = List.copyOf(new LinkedHashSet<>(addresses));
    return switch (selection) {
      case ALL -> distinct;
      case FIRST -> distinct.stream().limit(1).toList();
      case IPV4 -> distinct.stream().filter(Inet4Address.class::isInstance).toList();
      case IPV6 -> distinct.stream().filter(a -> !(a instanceof Inet4Address)).toList();
    };
  }

  static boolean isSameFamily(InetAddress one, InetAddress other) {
    return one instanceof Inet4Address == other instanceof Inet4Address;
  }

  /**
   * Returns whether the policy decides at once and by the address alone. Then {@link #denial} may
   * be called on an event loop.
   */
  public boolean isImmediate() {
    return immediate;
  }

  /**
   * Consults the policy.
   *
   * @param decided receives why the policy denies the address; empty if it allows it. Called during
   *     this call if the policy decides at once, otherwise on the loop, unless the policy blocks
   */
  public Pending decide(
      Transport transport,
      InetSocketAddress address,
      Executor loop,
      Consumer<Optional<String>> decided) {
    if (immediate) {
      decided.accept(denial(transport, address));
      return () -> {};
    }
    return run(
        () -> {
          Optional<String> denial = denial(transport, address);
          var unused = LoopTasks.submit(loop, () -> decided.accept(denial));
        });
  }

  /** Runs calls of a policy that may block. Cancelling interrupts them. */
  public Pending run(Runnable calls) {
    Future<?> task = threads.submit(calls);
    return () -> task.cancel(true);
  }

  /**
   * Returns why the policy denies an address; empty if it allows the address and each one that it
   * may reach: the addresses that a {@linkplain TargetPolicy#deny deny list} compares. A policy
   * that throws anything denies. Blocks as long as the policy does.
   */
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    if (immediate) {
      return policy.denial(transport, address);
    }
    for (InetAddress each : AddressForms.deniable(address.getAddress())) {
      Optional<String> denial = call(transport, new InetSocketAddress(each, address.getPort()));
      if (denial.isPresent()) {
        return denial;
      }
    }
    return Optional.empty();
  }

  private Optional<String> call(Transport transport, InetSocketAddress address) {
    try {
      Optional<String> denial = policy.denial(transport, address);
      return denial == null
          ? Optional.of("is denied: the target policy returned null")
          : denial.map(SafeText::line);
    } catch (Throwable e) { // the caller's code may throw errors, and checked exceptions too
      return Optional.of("is denied: the target policy threw " + Failures.describe(e));
    }
  }
}
