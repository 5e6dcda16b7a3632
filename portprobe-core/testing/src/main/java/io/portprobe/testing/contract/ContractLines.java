package io.portprobe.testing.contract;

import java.util.ArrayList;
import java.util.List;

/** The lines of a contract file and of its includes, while they are read. Not thread-safe. */
final class ContractLines {
  private final List<NameEntry> names = new ArrayList<>();
  private final List<ContractEntry> entries = new ArrayList<>();

  /** Adds an entry; returns false if there are too many. */
  boolean add(NameEntry entry) {
    return names.size() < NetworkContract.MAX_NAMES && names.add(entry);
  }

  /** Adds an entry; returns false if there are too many. */
  boolean add(ContractEntry entry) {
    return entries.size() < NetworkContract.MAX_PORTS && entries.add(entry);
  }

  boolean isEmpty() {
    return names.isEmpty() && entries.isEmpty();
  }

  NetworkContract contract() {
    return NetworkContract.ofFile(names, entries);
  }
}
