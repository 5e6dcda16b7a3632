package io.portprobe.internal.identify;

import java.net.InetAddress;

/**
 * Finds out whether a host accepts connections to ports that nothing should listen on. Thread-safe.
 */
public interface HostControl {
  /** A control that never finds such a host. */
  HostControl NONE =
      new HostControl() {
        @Override
        public void start(InetAddress address) {}

        @Override
        public boolean acceptsEverything(InetAddress address) {
          return false;
        }
      };

  /** Starts to probe control ports of an address, unless it has been started before. */
  void start(InetAddress address);

  /** Returns whether the control ports accepted; false while it is not known. Never blocks. */
  boolean acceptsEverything(InetAddress address);
}
