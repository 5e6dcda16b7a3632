package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.KafkaResult.Api;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An ApiVersions response of version 0 or 3, without its correlation id. */
final class KafkaResponse {
  static final int UNSUPPORTED_VERSION = 35;
  static final int FLEXIBLE = 3;

  private static final int MAX_APIS = 500;
  private static final int MAX_FEATURES = 200;
  private static final int MAX_TAGS = 100;
  private static final int SUPPORTED_FEATURES = 0;
  private static final int FINALIZED_EPOCH = 1;
  private static final int FINALIZED_FEATURES = 2;

  private final ByteBuffer in;
  private final List<Api> apis = new ArrayList<>();
  private final Map<String, String> supported = new LinkedHashMap<>();
  private final Map<String, String> finalized = new LinkedHashMap<>();
  private OptionalLong epoch = OptionalLong.empty();

  private KafkaResponse(ByteBuffer in) {
    this.in = in;
  }

  /** Returns the content of a response; empty if it is malformed. */
  static Optional<KafkaFinding> read(int version, ByteBuffer in) {
    try {
      KafkaResponse response = new KafkaResponse(in);
      int error = in.getShort();
      boolean valid = version == FLEXIBLE ? response.flexible() : response.simple();
      return valid && !in.hasRemaining()
          ? Optional.of(response.finding(version, error))
          : Optional.empty();
    } catch (BufferUnderflowException truncated) {
      return Optional.empty();
    }
  }

  private KafkaFinding finding(int version, int error) {
    return new KafkaFinding(version, error, apis, supported, finalized, epoch);
  }

  private boolean simple() {
    int count = in.getInt();
    return count >= 0 && count <= MAX_APIS && apis(count, false);
  }

  private boolean flexible() {
    int count = unsigned() - 1;
    if (count < 0 || count > MAX_APIS || !apis(count, true)) {
      return false;
    }
    in.getInt(); // the throttle time
    int tags = unsigned();
    for (int i = 0; i < tags; i++) {
      if (tags > MAX_TAGS || !tag(unsigned(), unsigned())) {
        return false;
      }
    }
    return tags >= 0;
  }

  private boolean apis(int count, boolean tagged) {
    for (int i = 0; i < count; i++) {
      int key = in.getShort();
      apis.add(new Api(key, KafkaApis.name(key), in.getShort(), in.getShort()));
      if (tagged && !skipTags()) {
        return false;
      }
    }
    return true;
  }

  private boolean tag(int id, int size) {
    if (size < 0 || size > in.remaining()) {
      return false;
    }
    int end = in.position() + size;
    boolean valid =
        switch (id) {
          case SUPPORTED_FEATURES -> features(supported, false);
          case FINALIZED_FEATURES -> features(finalized, true);
          case FINALIZED_EPOCH -> epoch(in.getLong());
          default -> true;
        };
    if (!valid || in.position() > end) {
      return false;
    }
    in.position(end);
    return true;
  }

  private boolean epoch(long value) {
    epoch = value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    return true;
  }

  /** Reads features; those of the cluster have the maximum first. */
  private boolean features(Map<String, String> into, boolean maximumFirst) {
    int count = unsigned() - 1;
    for (int i = 0; i < count; i++) {
      int length = unsigned() - 1;
      if (length < 0 || length > in.remaining() || i == MAX_FEATURES) {
        return false;
      }
      String name = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
      in.position(in.position() + length);
      int first = in.getShort();
      int second = in.getShort();
      into.put(name, maximumFirst ? second + "-" + first : first + "-" + second);
      if (!skipTags()) {
        return false;
      }
    }
    return count >= 0;
  }

  private boolean skipTags() {
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      unsigned();
      int size = unsigned();
      if (size < 0 || size > in.remaining() || i == MAX_TAGS) {
        return false;
      }
      in.position(in.position() + size);
    }
    return count >= 0;
  }

  /** Reads a number of one to five bytes, seven bits each; -1 if it is longer. */
  private int unsigned() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.get() & 0xff;
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }
}
