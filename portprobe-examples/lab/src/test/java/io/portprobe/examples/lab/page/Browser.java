package io.portprobe.examples.lab.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium of this machine, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> replies = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final String session;

  private Browser(String program, int width, int height) throws IOException {
    profile = Files.createTempDirectory("portprobe-browser");
    process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-extensions",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address()), new Messages())
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    String target = field(call("", "Target.createTarget", "{\"url\":\"about:blank\"}"), "targetId");
    session =
        field(
            call("", "Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"),
            "sessionId");
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":"
            + width
            + ",\"height\":"
            + height
            + ",\"deviceScaleFactor\":1,\"mobile\":false}");
    call("Page.enable", "{}");
    call("Runtime.enable", "{}");
    call("Log.enable", "{}");
  }

  /** Returns the program, if this machine has one. */
  static Optional<String> program() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static Browser start(int width, int height) throws IOException {
    return new Browser(program().orElseThrow(), width, height);
  }

  private String address() throws IOException {
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread rest = new Thread(() -> errors.lines().forEach(ignored -> {}), "chromium stderr");
        rest.setDaemon(true);
        rest.start();
        return matcher.group(1);
      }
    }
    throw new IOException("chromium ended: exit code " + process.exitValue());
  }

  /** Opens a page and waits for its load event. */
  void open(Path page) {
    problems.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", "{\"url\":\"" + page.toUri() + "\"}");
    loaded.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Returns exceptions and log entries of the page since it was opened. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Emulates a colour scheme, or the medium {@code print}. */
  void medium(String medium, String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        "{\"media\":\""
            + medium
            + "\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
            + scheme
            + "\"}]}");
  }

  /** Sets the size of the page in CSS pixels; 0 for the window's. */
  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"deviceScaleFactor\":0,\"mobile\":false,\"width\":"
            + width
            + ",\"height\":"
            + height
            + "}");
  }

  /** Returns the value of a JavaScript expression as text. A promise is awaited. */
  String evaluate(String expression) {
    String script = "(async () => encodeURIComponent(String(await (" + expression + "))))()";
    String reply =
        call(
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\""
                + script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + "\"}");
    if (reply.contains("\"exceptionDetails\"")) {
      throw new AssertionError(reply);
    }
    return URLDecoder.decode(field(reply, "value").replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Presses a key, for example {@code "ArrowDown"} or {@code "Enter"}. */
  void press(String key) {
    int code =
        switch (key) {
          case "Tab" -> 9;
          case "Enter" -> 13;
          case "Escape" -> 27;
          case "End" -> 35;
          case "Home" -> 36;
          case "ArrowLeft" -> 37;
          case "ArrowUp" -> 38;
          case "ArrowRight" -> 39;
          case "ArrowDown" -> 40;
          default -> throw new IllegalArgumentException("key: " + key);
        };
    String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          "{\"type\":\""
              + type
              + "\",\"key\":\""
              + key
              + "\",\"code\":\""
              + key
              + "\",\"windowsVirtualKeyCode\":"
              + code
              + text
              + "}");
    }
  }

  byte[] pdf() {
    return Base64.getDecoder()
        .decode(
            field(
                call("Page.printToPDF", "{\"printBackground\":true,\"landscape\":true}"), "data"));
  }

  private String call(String method, String parameters) {
    return call(",\"sessionId\":\"" + session + "\"", method, parameters);
  }

  private String call(String sessionId, String method, String parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<String> reply = new CompletableFuture<>();
    replies.put(id, reply);
    socket
        .sendText(
            "{\"id\":"
                + id
                + ",\"method\":\""
                + method
                + "\",\"params\":"
                + parameters
                + sessionId
                + "}",
            true)
        .join();
    String received = reply.orTimeout(60, TimeUnit.SECONDS).join();
    if (received.startsWith("{\"id\":" + id + ",\"error\"")) {
      throw new AssertionError(method + ": " + received);
    }
    return received;
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError(name + " is missing in " + json);
    }
    return matcher.group(1);
  }

  @Override
  public void close() throws IOException {
    // The program may be a script, so its descendants are the browser.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    call("", "Browser.close", "{}");
    socket.abort();
    for (ProcessHandle each : all) {
      each.onExit().completeOnTimeout(each, 5, TimeUnit.SECONDS).join();
      each.destroyForcibly();
      each.onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public void onOpen(WebSocket webSocket) {
      webSocket.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        received(message.toString());
        message.setLength(0);
      }
      return CompletableFuture.completedFuture(null);
    }

    private void received(String text) {
      Matcher id = ID.matcher(text);
      if (id.find()) {
        replies.remove(Integer.parseInt(id.group(1))).complete(text);
      } else if (text.startsWith("{\"method\":\"Page.loadEventFired\"")) {
        loaded.complete(null);
      } else if (text.startsWith("{\"method\":\"Runtime.exceptionThrown\"")
          || text.startsWith("{\"method\":\"Log.entryAdded\"")) {
        problems.add(text);
      }
    }
  }
}
