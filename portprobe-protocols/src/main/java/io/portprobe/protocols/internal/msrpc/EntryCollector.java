package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The entries so far, and the bounds on what is believed of a server. */
final class EntryCollector {
  static final int MAX_ENTRIES = 65_536;
  static final int MAX_OCTETS = 12 << 20;

  /** A server may list an entry twice; it does not fill page after page with repetitions. */
  static final int MAX_STALE_PAGES = 4;

  private final EntryReader reader;
  private final Predicate<MappedEndpoint> wanted;
  private final List<MappedEndpoint> entries = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final MessageDigest digest = sha256();
  private long octets;
  private int stalePages;
  private int fresh;

  /**
   * Collects.
   *
   * @param wanted which entries count; the others are dropped
   */
  EntryCollector(EntryReader reader, Predicate<MappedEndpoint> wanted) {
    this.reader = reader;
    this.wanted = wanted;
  }

  /**
   * Adds a page.
   *
   * @param page its entries
   * @param size its octets on the wire
   * @return why no more is to be asked for; empty if the list may go on
   */
  Optional<String> add(List<MapperReply.Entry> page, int size) {
    octets += size;
    if (octets > MAX_OCTETS) {
      return Optional.of("stopped at " + octets + " octets (expected: at most " + MAX_OCTETS + ")");
    }
    boolean news = false;
    for (MapperReply.Entry entry : page) {
      if (entries.size() == MAX_ENTRIES) {
        return Optional.of("stopped at " + MAX_ENTRIES + " entries, the most that are believed");
      }
      news |= seen.add(fingerprint(entry));
      MappedEndpoint endpoint = reader.read(entry);
      if (wanted.test(endpoint)) {
        entries.add(endpoint);
      }
    }
    return news ? noteNews() : noteStale();
  }

  private Optional<String> noteNews() {
    stalePages = 0;
    fresh = entries.size();
    return Optional.empty();
  }

  private Optional<String> noteStale() {
    stalePages++;
    if (stalePages < MAX_STALE_PAGES) {
      return Optional.empty();
    }
    entries.subList(fresh, entries.size()).clear();
    return Optional.of(
        "the server went on without new entries, stopped after " + stalePages + " such pages");
  }

  /** Equal for equal entries only: a digest, so that collisions cannot be chosen. */
  private long fingerprint(MapperReply.Entry entry) {
    ByteBuffer head = ByteBuffer.allocate(20);
    head.putLong(entry.object().getMostSignificantBits());
    head.putLong(entry.object().getLeastSignificantBits());
    digest.update(head.putInt(entry.annotation().length).array());
    digest.update(entry.annotation());
    return ByteBuffer.wrap(digest.digest(entry.tower())).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256, which every JDK has", e);
    }
  }

  int size() {
    return entries.size();
  }

  EndpointMap complete() {
    return new EndpointMap(entries, true, "");
  }

  EndpointMap incomplete(String note) {
    return new EndpointMap(entries, false, note);
  }
}
