package io.portprobe.examples.portprobe;

import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.spi.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A run of portprobe in this JVM, with streams and names of the test, and real sockets. */
public final class CommandRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, List<InetAddress>> names = new HashMap<>();
  private final List<Protocol> protocols = new ArrayList<>();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream target = out;
  private Charset charset = StandardCharsets.UTF_8;
  private boolean terminal;
  private boolean pipe;
  private volatile Runnable signal = () -> {};

  /** Sets standard input; default: empty. */
  public CommandRun input(String text) {
    return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sets standard input. */
  public CommandRun input(InputStream in) {
    this.in = in;
    return this;
  }

  /** Sets standard output; default: {@link #out()} has it. */
  public CommandRun output(OutputStream target) {
    this.target = target;
    return this;
  }

  /** Makes standard output a pipe. */
  public CommandRun pipe() {
    this.pipe = true;
    return this;
  }

  /** Makes standard output and standard error a terminal. */
  public CommandRun terminal() {
    this.terminal = true;
    return this;
  }

  /** Sets the charset of the locale; default: UTF-8. */
  public CommandRun charset(Charset charset) {
    this.charset = charset;
    return this;
  }

  /** Sets an environment variable; default: there is none. */
  public CommandRun variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /**
   * Adds a name; names that end in {@code .invalid} do not exist, and the system resolves others.
   */
  public CommandRun name(String name, String... addresses) throws UnknownHostException {
    List<InetAddress> list = new ArrayList<>();
    for (String address : addresses) {
      list.add(InetAddress.getByName(address));
    }
    names.put(name, list);
    return this;
  }

  /** Adds a protocol. */
  public CommandRun protocol(Protocol protocol) {
    protocols.add(protocol);
    return this;
  }

  /** Runs portprobe. */
  public int run(String... arguments) {
    return PortprobeCommand.run(
        new Environment(
            in,
            target,
            charset,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            () -> pipe,
            variables,
            List.of(arguments),
            false,
            action -> {
              signal = action;
              return () -> {};
            },
            () -> {
              var builder = ProbeClient.builder().resolver(this::resolve);
              protocols.forEach(builder::protocol);
              return builder;
            }),
        arguments);
  }

  private CompletableFuture<List<InetAddress>> resolve(String host) {
    if (host.endsWith(".invalid")) { // RFC 6761 section 6.4; no test depends on a name server
      return CompletableFuture.failedFuture(
          new NameResolutionException(Problem.NO_SUCH_NAME, "the host name does not exist"));
    }
    List<InetAddress> known = names.get(host);
    return known != null
        ? CompletableFuture.completedFuture(known)
        : NameResolver.system().resolve(host).toCompletableFuture();
  }

  /** Acts as a signal to the process does, without its end. */
  public void signal() {
    signal.run();
  }

  /** Returns standard output, with plain line ends. */
  public String out() {
    return text(out, charset);
  }

  /** Returns the lines of standard output. */
  public List<String> lines() {
    return out().lines().toList();
  }

  /** Returns standard error, with plain line ends. */
  public String err() {
    return text(err, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes, Charset charset) {
    return bytes.toString(charset).replace(System.lineSeparator(), "\n");
  }
}
