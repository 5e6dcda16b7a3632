package io.portprobe.internal.scan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is left of a transport, gathered from everyone who has a part of it. */
final class Unfinished {
  private record Key(long unit, int address) {}

  private final Map<Key, Standing.Open> open = new HashMap<>();

  Unfinished(List<Standing.Open> known) {
    add(known);
  }

  void add(List<Standing.Open> more) {
    more.forEach(one -> open.put(new Key(one.unit(), one.address()), one));
  }

  /** Says that a port has no result yet, or none that was handed over. */
  void mark(Target target, int position) {
    Key key = new Key(target.unit(), target.index());
    Standing.Open one = open.get(key);
    if (one == null) { // the rest of it is done
      int all = target.layout().positions(target.unit());
      one = new Standing.Open(target.unit(), target.index(), all, new BitSet());
      open.put(key, one);
    }
    if (position < one.next()) {
      one.again().set(position);
    }
  }

  List<Standing.Open> open() {
    return new ArrayList<>(open.values());
  }
}
