package io.portprobe.protocols.dns;

import io.portprobe.text.SafeText;
import java.util.Objects;

/**
 * A resource record as text, in master file form (RFC 1035 section 5.1, RFC 3597 for unknown
 * types). Immutable.
 *
 * @param name the owner, absolute
 * @param ttl seconds, 0 to 4294967295 as received (RFC 2181 section 8 treats values above
 *     2147483647 as 0)
 * @param recordClass the class, for example {@code "IN"}, or {@code CLASS} and a number
 * @param type the type, for example {@code "NS"}, or {@code TYPE} and a number
 * @param data the data, without line breaks and control characters; may be empty
 */
public record DnsRecord(String name, long ttl, String recordClass, String type, String data) {
  /**
   * Creates a record.
   *
   * @throws NullPointerException if an argument is null
   */
  public DnsRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recordClass, "recordClass");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(data, "data");
  }

  /**
   * Returns the record in master file form.
   *
   * @return one line, for example {@code "portprobe.test. 3600 IN NS srv.portprobe.test."}
   */
  @Override
  public String toString() {
    String head = name + ' ' + ttl + ' ' + recordClass + ' ' + type;
    return SafeText.line(data.isEmpty() ? head : head + ' ' + data);
  }
}
