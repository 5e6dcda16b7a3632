package io.portprobe.testing.internal.finding;

import io.portprobe.spi.Finding;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of findings by name, as text. */
public final class FindingComponents {
  private FindingComponents() {}

  /** Returns whether a finding has a component, also one without a value. */
  public static boolean has(Finding finding, String name) {
    return accessor(finding.getClass(), name).isPresent();
  }

  /** Returns a component as text; empty if there is none, or it has no value. */
  public static Optional<String> value(Finding finding, String name) {
    Optional<Method> accessor = accessor(finding.getClass(), name);
    if (accessor.isEmpty()) {
      return Optional.empty();
    }
    try {
      Object value = accessor.get().invoke(finding);
      return value instanceof Optional<?> optional
          ? optional.map(String::valueOf)
          : Optional.of(String.valueOf(value));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          finding.getClass().getName()
              + ": "
              + name
              + " (expected: a component of a public record, or a method of a public interface)",
          e);
    }
  }

  /** Finds the accessor of a record component, or the method of an interface of the finding. */
  private static Optional<Method> accessor(Class<?> type, String name) {
    Stream<Method> components =
        type.isRecord() && Modifier.isPublic(type.getModifiers())
            ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
            : Stream.empty();
    Stream<Method> accessors =
        interfaces(type)
            .filter(each -> Finding.class.isAssignableFrom(each) && each != Finding.class)
            .flatMap(each -> Arrays.stream(each.getMethods()))
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> method.getReturnType() != void.class);
    return Stream.concat(components, accessors)
        .filter(method -> method.getName().equals(name))
        .findFirst();
  }

  private static Stream<Class<?>> interfaces(@Nullable Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(Arrays.stream(type.getInterfaces()), interfaces(type.getSuperclass()));
  }
}
