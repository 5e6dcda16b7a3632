package io.portprobe.protocols.dns;

import java.util.Objects;

/**
 * One resource record, as text in master file form (RFC 1035 section 5.1, RFC 3597 for unknown
 * types).
 *
 * @param name the owner, absolute
 * @param ttl seconds, 0 to 4294967295 as sent (RFC 2181 section 8 lets no more than 2147483647
 *     count)
 * @param recordClass the class, for example {@code "IN"}, or {@code CLASS} and a number
 * @param type the type, for example {@code "NS"}, or {@code TYPE} and a number
 * @param data the rest, without line breaks and control characters; empty if the record has none
 */
public record DnsRecord(String name, long ttl, String recordClass, String type, String data) {
  /** Checks that nothing is null. */
  public DnsRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recordClass, "recordClass");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
  }

  /**
   * The record on one line.
   *
   * @return for example {@code "portprobe.test. 3600 IN NS srv.portprobe.test."}
   */
  @Override
  public String toString() {
    String head = name + ' ' + ttl + ' ' + recordClass + ' ' + type;
    return data.isEmpty() ? head : head + ' ' + data;
  }
}
