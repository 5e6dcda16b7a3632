package io.portprobe.internal.scan.checkpoint;

import io.portprobe.internal.scan.order.ScanTarget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is left of a transport, gathered from everyone who has a part of it. */
public final class RemainingWork {
  private record Key(long unit, int address) {}

  private final Map<Key, CheckpointState.Open> open = new HashMap<>();

  public RemainingWork(List<CheckpointState.Open> known) {
    add(known);
  }

  public void add(List<CheckpointState.Open> more) {
    more.forEach(one -> open.put(new Key(one.unit(), one.address()), one));
  }

  /** Says that a port has no result yet, or none that was handed over. */
  public void mark(ScanTarget target, int position) {
    Key key = new Key(target.unit(), target.index());
    CheckpointState.Open one = open.get(key);
    if (one == null) { // the rest of it is done
      int all = target.layout().positions(target.unit());
      one = new CheckpointState.Open(target.unit(), target.index(), all, new BitSet());
      open.put(key, one);
    }
    if (position < one.next()) {
      one.again().set(position);
    }
  }

  public List<CheckpointState.Open> open() {
    return new ArrayList<>(open.values());
  }
}
