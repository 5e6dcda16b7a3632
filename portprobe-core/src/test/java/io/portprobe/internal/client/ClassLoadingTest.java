package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ClassLoadingTest {
  private static boolean initialised;

  /** Remembers that it was initialised. */
  static final class Initialised {
    static {
      initialised = true;
    }

    private Initialised() {}
  }

  private final Queue<String> loaded = new ConcurrentLinkedQueue<>();

  @Test
  void loadAll_listedClasses_inThisOrder_withoutInitialisation() {
    String name = Initialised.class.getName();
    new ClassLoading(new ListLoader("java.lang.String", name, "java.lang.Integer")).loadAll();

    assertThat(loaded).containsExactly("java.lang.String", name, "java.lang.Integer");
    assertThat(initialised).isFalse();
  }

  @Test
  void loadAll_classThatIsMissingOrBroken_loadsTheOthers() {
    ListLoader loader = new ListLoader("none", "broken", "java.lang.Integer");
    loader.during.put(
        "broken",
        () -> {
          throw new NoClassDefFoundError("broken");
        });
    new ClassLoading(loader).loadAll();

    assertThat(loaded).containsExactly("none", "broken", "java.lang.Integer");
  }

  @Test
  void stop_whileAClassIsLoaded_loadsNoOther() {
    ListLoader loader = new ListLoader("java.lang.String", "java.lang.Integer");
    ClassLoading loading = new ClassLoading(loader);
    loader.during.put("java.lang.String", loading::stop);
    loading.loadAll();

    assertThat(loaded).containsExactly("java.lang.String");
  }

  @Test
  void end_afterStart_endsTheThread() {
    ListLoader loader = new ListLoader("java.lang.String");
    List<Thread> threads = new ArrayList<>();
    loader.during.put("java.lang.String", () -> threads.add(Thread.currentThread()));
    ClassLoading loading = new ClassLoading(loader);
    loading.start();
    loading.end();

    assertThat(threads).allSatisfy(thread -> assertThat(thread.isAlive()).isFalse());
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("portprobe-classes");
  }

  @Test
  void loadAll_jarWithoutList_loadsNothing() {
    new ClassLoading(
            new ClassLoader(null) {
              @Override
              protected Class<?> findClass(String name) {
                throw new AssertionError(name);
              }
            })
        .loadAll();
  }

  @Test
  void list_ofThePackedJar_namesItsClasses() throws Exception {
    String main = ClassLoading.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assumeTrue(main.endsWith(".jar"), main);
    ClassLoader loader = ClassLoading.class.getClassLoader();
    List<String> names;
    try (InputStream list = loader.getResourceAsStream(ClassLoading.LIST)) {
      names = new String(list.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }

    assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    for (String name : names) {
      assertThat(Class.forName(name, false, loader).getName()).isEqualTo(name);
    }
  }

  /** A class loader with a list of classes, which runs a task while it loads one of them. */
  private final class ListLoader extends ClassLoader {
    private final String list;
    private final Map<String, Runnable> during = new HashMap<>();

    private ListLoader(String... names) {
      super(ClassLoadingTest.class.getClassLoader());
      this.list = String.join("\n", names);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      assertThat(name).isEqualTo(ClassLoading.LIST);
      return new ByteArrayInputStream(list.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (loaded.add(name)) {
        during.getOrDefault(name, () -> {}).run();
      }
      return super.loadClass(name, resolve);
    }
  }
}
