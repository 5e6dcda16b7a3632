package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import java.util.function.Supplier;

/**
 * Name resolution as the operating system does it, which starts again on another event loop when
 * its own has died or is blocked. Thread-safe.
 */
final class RenewedNames implements NameService {
  private final Supplier<SystemNames> factory;
  private SystemNames current; // guarded by this

  RenewedNames(Supplier<SystemNames> factory) {
    this.factory = factory;
    this.current = factory.get();
  }

  @Override
  public NameLookup resolve(String host, AddressSelection needed) {
    return current().resolve(host, needed);
  }

  private synchronized SystemNames current() {
    if (!current.isUsable()) {
      current.close();
      current = factory.get();
    }
    return current;
  }

  @Override
  public synchronized void close() {
    current.close();
  }
}
