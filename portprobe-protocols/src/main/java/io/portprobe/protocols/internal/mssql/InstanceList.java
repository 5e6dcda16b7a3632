package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.SqlServerInstances;
import io.portprobe.protocols.mssql.SqlServerInstances.Instance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A decoder of SVR_RESP (MC-SQLR section 2.2.5). */
final class InstanceList {
  private static final int SVR_RESP = 0x05;
  private static final int HEADER = 3;
  private static final String FIRST_KEY = "ServerName;";
  private static final int MAX_INSTANCES = 500;
  private static final int BYTES_OF_VALUE = 200;
  private static final int BYTES_OF_CHARACTER = 6; // as an escape
  private static final int SHARE_OF_FINDING = 2;

  private int bytesLeft;
  private final List<Instance> instances = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private InstanceList(int findingBytes) {
    bytesLeft = findingBytes / SHARE_OF_FINDING;
  }

  /**
   * Decodes a datagram.
   *
   * @param findingBytes the heap that the finding may use
   * @return empty if the datagram is not a response
   */
  static Optional<SqlServerInstances> read(ByteBuffer bytes, int findingBytes) {
    if (bytes.remaining() < HEADER || bytes.get() != SVR_RESP) {
      return Optional.empty();
    }
    ByteBuffer rest = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int size = rest.getShort() & 0xffff;
    if (size != rest.remaining()) {
      return Optional.empty();
    }
    byte[] data = new byte[size];
    rest.get(data);
    String text = new String(data, StandardCharsets.UTF_8);
    if (!text.startsWith(FIRST_KEY)) {
      return Optional.empty();
    }
    InstanceList list = new InstanceList(Math.max(findingBytes, 1 << 14));
    list.parse(text);
    return Optional.of(new DefaultSqlServerInstances(list.instances, list.notes));
  }

  /** Reads keys and values that are separated by semicolons; an empty key ends an instance. */
  private void parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      String key = upToSemicolon(text, at);
      at += key.length() + 1;
      if (key.isEmpty()) {
        add(values);
        values = new LinkedHashMap<>();
        continue;
      }
      String value = at < text.length() ? upToSemicolon(text, at) : "";
      at += value.length() + 1;
      bytesLeft -= BYTES_OF_VALUE + BYTES_OF_CHARACTER * (key.length() + value.length());
      if (bytesLeft < 0 || instances.size() == MAX_INSTANCES) {
        notes.add("a part of the response was left out, because it is too long");
        return;
      }
      values.putIfAbsent(key, value);
    }
    if (!values.isEmpty()) {
      notes.add("the last instance has no end");
    }
    add(values);
  }

  private static String upToSemicolon(String text, int from) {
    int end = text.indexOf(';', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  private void add(Map<String, String> values) {
    if (!values.isEmpty()) {
      instances.add(new Instance(values));
    }
  }
}
