package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * The entries received so far, and the limits on what a server may send. Confined to the event
 * loop.
 */
final class EntryCollector {
  /** Entries with those that the filter drops. */
  static final int MAX_ENTRIES = 65_536;

  static final int MAX_OCTETS = 12 << 20;

  /** The heap that an entry uses, without its texts and floors. */
  static final int ENTRY_BYTES = 512;

  /** The heap that a floor uses, without its octets. */
  private static final int FLOOR_BYTES = 128;

  /** A server may list an entry twice, but not fill page after page with repetitions. */
  static final int MAX_STALE_PAGES = 4;

  private final EntryReader reader;
  private final Predicate<MappedEndpoint> filter;
  private final int maxBytes;
  private final List<MappedEndpoint> entries = new ArrayList<>();
  private final Set<Long> fingerprints = new HashSet<>();

  /** The key of the fingerprints. */
  private final long key0;

  private final long key1;
  private long octets;
  private long bytes;
  private int stalePages;

  /** The number of entries at the end of the last page that had a new one. */
  private int freshEntries;

  /**
   * Creates an empty collector.
   *
   * @param filter the entries to keep
   * @param maxBytes the heap that the entries may use
   */
  EntryCollector(EntryReader reader, Predicate<MappedEndpoint> filter, int maxBytes) {
    this.maxBytes = maxBytes;
    this.reader = reader;
    this.filter = filter;
    SplittableRandom random = new SplittableRandom();
    key0 = random.nextLong();
    key1 = random.nextLong();
  }

  /**
   * Adds a page.
   *
   * @param page its entries
   * @param size its octets on the wire
   * @return the limit that ends the list; empty if another page may follow
   */
  Optional<String> add(List<MapperReply.Entry> page, int size) {
    octets += size;
    if (octets > MAX_OCTETS) {
      return Optional.of("stopped at " + octets + " octets (expected: at most " + MAX_OCTETS + ")");
    }
    boolean fresh = false;
    for (MapperReply.Entry entry : page) {
      if (fingerprints.size() == MAX_ENTRIES) {
        return Optional.of("stopped at the limit of " + MAX_ENTRIES + " entries");
      }
      fresh |= fingerprints.add(fingerprint(entry));
      MappedEndpoint endpoint = reader.read(entry);
      if (filter.test(endpoint)) {
        bytes += bytesOf(entry, endpoint);
        if (bytes > maxBytes) {
          return Optional.of("stopped at the limit of " + maxBytes + " bytes of memory");
        }
        entries.add(endpoint);
      }
    }
    return fresh ? addedFreshPage() : addedStalePage();
  }

  /** Returns an upper bound of the heap that an entry uses. Its floors may be shared. */
  private static int bytesOf(MapperReply.Entry entry, MappedEndpoint endpoint) {
    return ENTRY_BYTES
        + entry.annotation().length
        + endpoint.host().length()
        + endpoint.endpoint().length()
        + 2 * entry.tower().length // in hex
        + FLOOR_BYTES * endpoint.tower().floors().size();
  }

  private Optional<String> addedFreshPage() {
    stalePages = 0;
    freshEntries = entries.size();
    return Optional.empty();
  }

  private Optional<String> addedStalePage() {
    stalePages++;
    if (stalePages < MAX_STALE_PAGES) {
      return Optional.empty();
    }
    entries.subList(freshEntries, entries.size()).clear();
    return Optional.of("stopped after " + stalePages + " consecutive pages without a new entry");
  }

  /** Returns a number of equal entries. The key is new, so that a peer cannot choose collisions. */
  private long fingerprint(MapperReply.Entry entry) {
    ByteBuffer octets = ByteBuffer.allocate(20 + entry.annotation().length + entry.tower().length);
    octets.putLong(entry.object().getMostSignificantBits());
    octets.putLong(entry.object().getLeastSignificantBits());
    octets.putInt(entry.annotation().length).put(entry.annotation()).put(entry.tower());
    return SipHash.of(key0, key1, octets.flip());
  }

  int size() {
    return entries.size();
  }

  EndpointMap complete() {
    return new DefaultEndpointMap(entries, true, "");
  }

  EndpointMap incomplete(String note) {
    return new DefaultEndpointMap(entries, false, note);
  }
}
