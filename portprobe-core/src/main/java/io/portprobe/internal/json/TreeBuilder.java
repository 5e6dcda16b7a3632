package io.portprobe.internal.json;

import io.portprobe.JsonResult;
import io.portprobe.spi.Finding;
import io.portprobe.text.AddressText;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to parts of one tree, and limits the size of the tree: a peer decides how much
 * text a finding has. Confined to the calling thread.
 */
final class TreeBuilder {
  /** The maximum number of UTF-16 units in all texts of a tree; each value counts 16 more. */
  static final int MAX_SIZE = 1 << 20;

  /** The maximum number of code points in one text. */
  static final int MAX_TEXT = 65_536;

  /** The maximum number of levels of records, maps and lists in one value. */
  private static final int MAX_DEPTH = 32;

  private static final int VALUE_COST = 16;
  private static final String CUT = "...";

  private int size;
  private int depth;
  private boolean truncated;

  /** Returns whether a part of the tree was left out because of its size. */
  boolean truncated() {
    return truncated;
  }

  /**
   * Returns a value as a part of a tree: optionals as their value or null, booleans and numbers of
   * limited size as such, constants by name, times and durations in ISO 8601, bytes in base 64,
   * records as maps of their components, other values as text.
   */
  @Nullable Object value(@Nullable Object value) {
    size += VALUE_COST;
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Optional<?> optional) {
      return value(optional.orElse(null));
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    Object unwrapped = unwrapped(value);
    return unwrapped == value ? structure(value) : value(unwrapped);
  }

  private Object number(Number number) {
    boolean small =
        number instanceof Integer
            || number instanceof Long
            || number instanceof Short
            || number instanceof Byte
            || number instanceof Float
            || number instanceof Double;
    return small && Double.isFinite(number.doubleValue()) ? number : text(number.toString());
  }

  /** Returns the value as one of a type that has a form in JSON, or the value itself. */
  private static @Nullable Object unwrapped(Object value) {
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? number.getAsInt() : null;
    }
    if (value instanceof OptionalLong number) {
      return number.isPresent() ? number.getAsLong() : null;
    }
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number.getAsDouble() : null;
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    if (value instanceof InetAddress address) {
      return AddressText.of(address);
    }
    return value;
  }

  private Object structure(Object value) {
    if (depth == MAX_DEPTH) {
      truncated = true;
      return CUT;
    }
    depth++;
    try {
      if (value instanceof Map<?, ?> map) {
        return map(map);
      }
      if (value instanceof Collection<?> collection) {
        return list(collection);
      }
      if (value.getClass().isArray()) {
        return list(elements(value));
      }
      if (value instanceof InetSocketAddress socketAddress) {
        return socketAddress(socketAddress);
      }
      if (value instanceof X509Certificate certificate) {
        return certificate(certificate);
      }
      if (value instanceof Throwable failure) {
        return failure(failure);
      }
      if (value instanceof Record components) {
        return components(components);
      }
      return value instanceof Finding finding ? onlyLines(finding) : text(String.valueOf(value));
    } finally {
      depth--;
    }
  }

  /** Returns a record as the map of its components, and another finding as the map of its lines. */
  Map<String, @Nullable Object> components(JsonResult result) {
    if (result instanceof Record components) {
      return components(components);
    }
    if (result instanceof Finding finding) {
      return onlyLines(finding);
    }
    throw new UnsupportedOperationException(
        "toMap: " + result.getClass().getName() + " does not implement it");
  }

  private Map<String, @Nullable Object> onlyLines(Finding finding) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("lines", lines(finding));
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> lines(Finding finding) {
    List<String> lines;
    try {
      lines = List.copyOf(finding.lines());
    } catch (Throwable e) { // the code of a plug-in; affects only these lines
      lines = List.of("(lines() threw " + e + ")");
    }
    return list(lines);
  }

  /**
   * Returns the components of a record. A component whose accessor is not accessible, since its
   * module opens nothing, is read through a public interface of the record if one declares it.
   */
  private Map<String, @Nullable Object> components(Record components) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (RecordComponent component : components.getClass().getRecordComponents()) {
      accessor(components.getClass(), component)
          .ifPresent(accessor -> map.put(component.getName(), value(invoke(accessor, components))));
    }
    if (map.isEmpty() && components instanceof Finding finding) {
      map.put("lines", lines(finding));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Optional<Method> accessor(Class<?> type, RecordComponent component) {
    Method own = component.getAccessor();
    if (own.trySetAccessible()) {
      return Optional.of(own);
    }
    return interfaces(type)
        .flatMap(each -> Stream.of(each.getMethods()))
        .filter(method -> method.getName().equals(component.getName()))
        .filter(method -> method.getParameterCount() == 0 && method.trySetAccessible())
        .findFirst();
  }

  private static Stream<Class<?>> interfaces(Class<?> type) {
    return Stream.of(type.getInterfaces())
        .flatMap(each -> Stream.concat(Stream.of(each), interfaces(each)));
  }

  private static @Nullable Object invoke(Method accessor, Object target) {
    try {
      return accessor.invoke(target);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(accessor + ": not accessible", e);
    } catch (InvocationTargetException e) {
      return "(" + accessor.getName() + "() threw " + e.getCause() + ")"; // code of a plug-in
    }
  }

  private Map<String, @Nullable Object> map(Map<?, ?> entries) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (size >= MAX_SIZE) {
        truncated = true;
        break;
      }
      map.put(text(String.valueOf(entry.getKey())), value(entry.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> list(Collection<?> values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object each : values) {
      if (size >= MAX_SIZE) {
        truncated = true;
        break;
      }
      list.add(value(each));
    }
    return Collections.unmodifiableList(list);
  }

  /** Returns a view of an array of any type. */
  private static List<@Nullable Object> elements(Object array) {
    return new AbstractList<>() {
      @Override
      public @Nullable Object get(int index) {
        return Array.get(array, index);
      }

      @Override
      public int size() {
        return Array.getLength(array);
      }
    };
  }

  private Map<String, @Nullable Object> socketAddress(InetSocketAddress address) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(
        "address",
        address.isUnresolved()
            ? text(address.getHostString())
            : AddressText.of(address.getAddress()));
    map.put("port", address.getPort());
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> certificate(X509Certificate certificate) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("subject", text(certificate.getSubjectX500Principal().getName()));
    map.put("issuer", text(certificate.getIssuerX500Principal().getName()));
    map.put("serialNumber", text(certificate.getSerialNumber().toString(16)));
    map.put("notBefore", certificate.getNotBefore().toInstant().toString());
    map.put("notAfter", certificate.getNotAfter().toInstant().toString());
    return Collections.unmodifiableMap(map);
  }

  private Map<String, @Nullable Object> failure(Throwable failure) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", failure.getClass().getSimpleName());
    map.put("message", failure.getMessage() == null ? null : text(failure.getMessage()));
    return Collections.unmodifiableMap(map);
  }

  /**
   * Returns a text without unpaired surrogates, which UTF-8 cannot encode, and of limited length.
   */
  private String text(String text) {
    int most = Math.max(0, Math.min(MAX_TEXT, MAX_SIZE - size));
    boolean cut = text.length() > most && text.codePointCount(0, text.length()) > most;
    String kept = cut ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
    truncated |= cut;
    size += kept.length();
    return paired(kept) + (cut ? CUT : "");
  }

  private static String paired(String text) {
    if (text.codePoints().noneMatch(TreeBuilder::isSurrogate)) {
      return text;
    }
    StringBuilder paired = new StringBuilder(text.length());
    text.codePoints().forEach(c -> paired.appendCodePoint(isSurrogate(c) ? '\ufffd' : c));
    return paired.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
