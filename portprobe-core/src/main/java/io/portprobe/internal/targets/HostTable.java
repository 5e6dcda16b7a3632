package io.portprobe.internal.targets;

import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of distinct hosts: names, and ranges of addresses, which are stored as ranges. Immutable.
 * Indices start at 0.
 */
public final class HostTable {
  private static final int MAX_PRINTED = 20;

  /** A name, or a range of addresses without one. */
  private record Segment(@Nullable String name, @Nullable AddressRange range) {
    long size() {
      return range == null ? 1 : range.size();
    }

    @Override
    public String toString() {
      return range == null ? String.valueOf(name) : range.toString();
    }
  }

  private final List<Segment> segments;
  private final long[] starts;
  private final long size;
  private final IntervalSet intervals;
  private final Set<String> names = new HashSet<>();

  private HostTable(List<Segment> segments) {
    this.segments = List.copyOf(segments);
    this.starts = new long[segments.size()];
    this.intervals = new IntervalSet();
    long next = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = next;
      Segment segment = segments.get(i);
      next = Math.addExact(next, segment.size());
      if (segment.range() != null) {
        intervals.add(segment.range());
      } else {
        names.add(key(String.valueOf(segment.name())));
      }
    }
    this.size = next;
  }

  /**
   * Parses hosts; {@link io.portprobe.scan.HostSet#of(String...)} describes the forms. A host that
   * occurs again is skipped.
   *
   * @throws IllegalArgumentException if a host has another form; the message quotes it
   */
  public static HostTable parse(Collection<String> hosts) {
    List<Segment> segments = new ArrayList<>();
    IntervalSet known = new IntervalSet();
    Set<String> names = new HashSet<>();
    for (String line : hosts) {
      String text = HostSyntax.stripped(Objects.requireNonNull(line, "host"));
      AddressRange range = AddressRange.parse(text);
      if (range != null) {
        add(segments, known.missing(range));
        known.add(range);
        continue;
      }
      String name = HostSyntax.normalize(text);
      if (names.add(key(name))) {
        segments.add(new Segment(name, null));
      }
    }
    return new HostTable(segments);
  }

  /**
   * Returns these hosts without the excluded ones.
   *
   * @throws IllegalArgumentException if an excluded host consists of numbers and is no address
   */
  public HostTable without(HostTable excluded) {
    excluded.checkNames();
    Set<String> names =
        excluded.segments.stream()
            .map(Segment::name)
            .filter(Objects::nonNull)
            .map(HostTable::key)
            .collect(Collectors.toSet());
    List<Segment> remaining = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.range() != null) {
        add(remaining, excluded.intervals.missing(segment.range()));
      } else if (!names.contains(key(String.valueOf(segment.name())))) {
        remaining.add(segment);
      }
    }
    return new HostTable(remaining);
  }

  private void checkNames() {
    for (Segment segment : segments) {
      String name = segment.name();
      if (name != null && AddressSyntax.isAmbiguous(name)) {
        throw AddressSyntax.ambiguous(name);
      }
    }
  }

  /**
   * Returns whether a name, or an address as text, is one of the hosts. Names are not resolved. A
   * text that is neither is none of them.
   */
  public boolean contains(String host) {
    String normal;
    try {
      normal = HostSyntax.normalize(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
    AddressRange range = HostSyntax.isLiteral(normal) ? AddressRange.parse(normal) : null;
    return range == null ? names.contains(key(normal)) : intervals.contains(range.first());
  }

  /** Returns the number of hosts. */
  public long size() {
    return size;
  }

  /** Returns the number of names, which may have several addresses. */
  public long names() {
    return names.stream().filter(name -> !HostSyntax.isLiteral(name)).count();
  }

  /** Returns the host at an index, as text. */
  public String host(long index) {
    Segment segment = segments.get(segmentOf(index));
    return segment.range() == null
        ? String.valueOf(segment.name())
        : AddressText.of(addressOf(segment.range(), index));
  }

  /** Returns the address at an index; null if the host is a name. */
  public @Nullable InetAddress address(long index) {
    Segment segment = segments.get(segmentOf(index));
    return segment.range() == null ? null : addressOf(segment.range(), index);
  }

  /** Returns whether an address is in one of the ranges. */
  public boolean contains(InetAddress address) {
    return intervals.contains(AddressRange.number(address));
  }

  private InetAddress addressOf(AddressRange range, long index) {
    return range.address(index - starts[segmentOf(index)]);
  }

  private int segmentOf(long index) {
    int at = Arrays.binarySearch(starts, index);
    return at >= 0 ? at : -at - 2;
  }

  private static void add(List<Segment> segments, List<AddressRange> ranges) {
    ranges.forEach(range -> segments.add(new Segment(null, range)));
  }

  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostTable that && segments.equals(that.segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  /** Returns the hosts, at most the first 20 names and ranges. */
  @Override
  public String toString() {
    String first =
        segments.stream()
            .limit(MAX_PRINTED)
            .map(Segment::toString)
            .collect(Collectors.joining(","));
    int more = segments.size() - MAX_PRINTED;
    return more > 0 ? first + ",... (" + more + " more)" : first;
  }
}
