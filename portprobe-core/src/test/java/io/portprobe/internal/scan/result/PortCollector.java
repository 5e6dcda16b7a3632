package io.portprobe.internal.scan.result;

import java.util.ArrayList;
import java.util.List;

/** Keeps the ports of the results of a scan that must not fail. */
public final class PortCollector implements ResultDelivery.Consumer {
  private final List<Integer> ports = new ArrayList<>();

  @Override
  public void onResult(CompactScanResult result) {
    ports.add(result.port());
  }

  @Override
  public void onEnd() {}

  @Override
  public void onFailure(Throwable failure) {
    throw new IllegalStateException(failure);
  }

  /** Returns the ports so far, in the order of delivery. */
  public List<Integer> ports() {
    return ports;
  }
}
