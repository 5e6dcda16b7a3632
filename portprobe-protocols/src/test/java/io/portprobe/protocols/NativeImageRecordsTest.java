package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.JsonResult;
import io.portprobe.ProbeClient;
import io.portprobe.protocols.internal.dns.DnsProtocol;
import io.portprobe.testing.contract.NetworkContract;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * JSON of results is made from the components of records, by reflection. The metadata for GraalVM
 * names exactly these records: those that are results, and those in their components.
 */
class NativeImageRecordsTest {
  private static final Pattern ENTRY =
      Pattern.compile("\\{\"type\": \"([^\"]+)\", \"allPublicMethods\": true\\}");

  private static final List<Class<?>> MODULES =
      List.of(ProbeClient.class, NetworkContract.class, DnsProtocol.class);

  @Test
  void metadata_namesTheRecordsOfResults() throws Exception {
    Set<String> named = new TreeSet<>(records("portprobe-core"));
    named.addAll(records("portprobe-testing"));
    named.addAll(records("portprobe-protocols"));

    assertThat(named).containsExactlyInAnyOrderElementsOf(recordsOfResults());
  }

  /** The names of the types whose public methods the metadata makes accessible. */
  private static List<String> records(String artifact) throws IOException {
    String file = "META-INF/native-image/io.portprobe/" + artifact + "/reachability-metadata.json";
    try (InputStream in = ProbeClient.class.getClassLoader().getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return ENTRY
          .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .map(found -> found.group(1))
          .toList();
    }
  }

  private static Set<String> recordsOfResults() throws Exception {
    Set<Class<?>> classes = new HashSet<>();
    for (Class<?> module : MODULES) {
      addClasses(module, classes);
    }
    Deque<Class<?>> pending = new ArrayDeque<>();
    classes.stream()
        .filter(each -> each.isRecord() && JsonResult.class.isAssignableFrom(each))
        .forEach(pending::add);
    Set<Class<?>> found = new HashSet<>();
    while (!pending.isEmpty()) {
      Class<?> each = pending.remove();
      if (each.isRecord() && found.add(each)) {
        for (RecordComponent component : each.getRecordComponents()) {
          addTypes(component.getGenericType(), classes, pending);
        }
      }
    }
    Set<String> names = new TreeSet<>();
    found.forEach(each -> names.add(each.getName()));
    return names;
  }

  /** Adds a type of ours, what implements it, and its type arguments. */
  private static void addTypes(Type type, Set<Class<?>> classes, Deque<Class<?>> pending) {
    if (type instanceof ParameterizedType parameterized) {
      addTypes(parameterized.getRawType(), classes, pending);
      for (Type argument : parameterized.getActualTypeArguments()) {
        addTypes(argument, classes, pending);
      }
    } else if (type instanceof Class<?> single && classes.contains(single)) {
      if (Modifier.isAbstract(single.getModifiers())) {
        classes.stream().filter(single::isAssignableFrom).forEach(pending::add);
      } else {
        pending.add(single);
      }
    }
  }

  /** Adds the classes of a module, without initialising them. */
  private static void addClasses(Class<?> module, Set<Class<?>> classes) throws Exception {
    Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      addClasses(place, module.getClassLoader(), classes);
    } else {
      try (FileSystem jar =
          FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
        addClasses(jar.getPath("/"), module.getClassLoader(), classes);
      }
    }
  }

  private static void addClasses(Path root, ClassLoader loader, Set<Class<?>> classes)
      throws Exception {
    Path ours = root.resolve("io/portprobe");
    try (Stream<Path> files = Files.walk(ours)) {
      for (Path file : files.toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (name.endsWith(".class")
            && !name.contains(".shaded.")
            && !name.endsWith("-info.class")) {
          classes.add(
              Class.forName(name.substring(0, name.length() - ".class".length()), false, loader));
        }
      }
    }
  }
}
