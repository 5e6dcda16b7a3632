package io.portprobe.testing.protocol;

import io.portprobe.testing.protocol.ClassFile.Method;
import io.portprobe.testing.protocol.ClassFile.MethodRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The class files that a class loader finds. Each is read once, because the contract tests of all
 * plug-ins in a JVM share most of them. Names of classes are internal names, with slashes.
 * Thread-safe.
 */
final class PlugInClasses {
  private static final Pattern EXTERNAL =
      Pattern.compile(
          "(java|javax|jdk|sun|com/sun)/.*"
              + "|io/portprobe/([A-Z].*|(identify|internal|local|scan|shaded|spi|text)/.*)");

  /** Holds no class and no loader strongly. */
  private static final Map<ClassLoader, Known> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** What was read with one loader. */
  private static final class Known {
    private final Map<String, Optional<ClassFile>> files = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> supertypes = new ConcurrentHashMap<>();
    private final Map<String, Boolean> external = new ConcurrentHashMap<>();
  }

  private final ClassLoader loader;
  private final Known known;

  PlugInClasses(ClassLoader loader) {
    this.loader = loader;
    this.known = KNOWN.computeIfAbsent(loader, unused -> new Known());
  }

  /** Returns whether a class is of the JDK or of portprobe, so that its calls are not followed. */
  boolean external(String type) {
    Boolean external = known.external.get(type);
    if (external == null) {
      external = type.startsWith("[") || EXTERNAL.matcher(type).matches();
      known.external.put(type, external);
    }
    return external;
  }

  /** Returns a class and all its superclasses and interfaces. */
  Set<String> supertypes(String type) {
    Set<String> supertypes = known.supertypes.get(type); // computeIfAbsent takes a lock
    return supertypes != null
        ? supertypes
        : known.supertypes.computeIfAbsent(type, this::findSupertypes);
  }

  private Set<String> findSupertypes(String type) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(type));
    while (!next.isEmpty()) {
      String name = next.remove();
      if (all.add(name)) {
        classFile(name)
            .ifPresent(
                file -> {
                  if (file.superName() != null) {
                    next.add(file.superName());
                  }
                  next.addAll(file.interfaces());
                });
      }
    }
    return Collections.unmodifiableSet(all);
  }

  /** Returns the methods that a class declares; none if it has no class file. */
  List<Method> methods(String type) {
    return classFile(type).map(ClassFile::methods).orElse(List.of());
  }

  /** Returns a method if its class declares it. */
  Optional<Method> method(MethodRef ref) {
    for (Method method : methods(ref.owner())) {
      if (method.ref().name().equals(ref.name())
          && method.ref().descriptor().equals(ref.descriptor())) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** Returns the class file, or nothing if the loader has none, as of a class made at run time. */
  private Optional<ClassFile> classFile(String type) {
    Optional<ClassFile> file = known.files.get(type);
    return file != null ? file : known.files.computeIfAbsent(type, this::read);
  }

  private Optional<ClassFile> read(String type) {
    try (InputStream in = loader.getResourceAsStream(type + ".class")) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("class file of " + type, e);
    }
  }
}
