package io.portprobe.examples.portqry.netsh;

import io.portprobe.examples.portqry.console.Background;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the command reads of its user; a test supplies its own.
 *
 * @param variables the environment variables
 * @param home the home folder of the user
 * @param windows whether this is Windows
 * @param registry returns the output of {@code reg query} for a key; empty without a registry
 * @param proxies returns the proxies that the JDK knows for a URI
 */
record UserEnvironment(
    Map<String, String> variables,
    Path home,
    boolean windows,
    Function<String, String> registry,
    Function<URI, List<Proxy>> proxies) {
  private static final int LARGEST_FILE = 16 << 20;
  private static final Duration READ = Duration.ofSeconds(3);

  static UserEnvironment ofProcess() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return new UserEnvironment(
        System.getenv(),
        home(System.getenv(), windows, Path.of(System.getProperty("user.home", "."))),
        windows,
        windows ? UserEnvironment::registryQuery : key -> "",
        UserEnvironment::jdkProxies);
  }

  /**
   * Returns the home folder: the variable HOME, if it is an absolute path, as for other commands of
   * Unix. The JVM reads the user database instead.
   */
  static Path home(Map<String, String> variables, boolean windows, Path ofTheJvm) {
    String home = variables.getOrDefault("HOME", "");
    return !windows && home.startsWith("/") ? Path.of(home) : ofTheJvm;
  }

  private static String registryQuery(String key) {
    try {
      Process process = new ProcessBuilder("reg", "query", key).redirectErrorStream(true).start();
      try (InputStream out = process.getInputStream()) {
        return new String(out.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return ""; // without reg, the other settings decide
    }
  }

  private static List<Proxy> jdkProxies(URI uri) {
    System.setProperty("java.net.useSystemProxies", "true");
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null ? List.of() : selector.select(uri);
  }

  /** Returns the folder of the user's settings for a program. */
  Path configuration(String program) {
    String key = windows ? "APPDATA" : "XDG_CONFIG_HOME";
    String folder = variables.getOrDefault(key, "");
    return (folder.isBlank() ? home.resolve(".config") : Path.of(folder)).resolve(program);
  }

  /**
   * Reads a file of the user.
   *
   * @return its text; empty if there is no such file
   * @throws IOException if the file cannot be read within 3 s, or is larger than 16 MiB
   */
  static Optional<String> read(Path file) throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] content =
        Background.file(
                READ,
                () -> {
                  try (InputStream in = Files.newInputStream(file)) {
                    return in.readNBytes(LARGEST_FILE + 1);
                  }
                })
            .orElseThrow(() -> new IOException("not read within " + READ.toSeconds() + " s"));
    if (content.length > LARGEST_FILE) {
      throw new IOException("larger than " + LARGEST_FILE + " bytes");
    }
    return Optional.of(new String(content, StandardCharsets.UTF_8));
  }
}
