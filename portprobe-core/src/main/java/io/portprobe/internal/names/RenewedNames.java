package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Name resolution as the operating system does it, which starts again on another event loop when
 * its own has died or is blocked. Thread-safe.
 */
final class RenewedNames implements NameService {
  private final Supplier<SystemNames> factory;
  private @Nullable SystemNames current; // guarded by this; created for the first name

  RenewedNames(Supplier<SystemNames> factory) {
    this.factory = factory;
  }

  @Override
  public NameLookup resolve(String host, AddressSelection needed) {
    return current().resolve(host, needed);
  }

  private synchronized SystemNames current() {
    SystemNames usable = current;
    if (usable == null || !usable.isUsable()) {
      close();
      usable = factory.get();
      current = usable;
    }
    return usable;
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      current.close();
    }
  }
}
