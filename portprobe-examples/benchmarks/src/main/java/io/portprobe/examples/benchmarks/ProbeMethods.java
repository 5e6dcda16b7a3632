package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The methods to probe one port that are compared. */
final class ProbeMethods {
  private static final Map<String, Supplier<ProbeMethod>> ALL = all();

  private ProbeMethods() {}

  private static Map<String, Supplier<ProbeMethod>> all() {
    Map<String, Supplier<ProbeMethod>> all = new LinkedHashMap<>();
    all.put("connect", Connecting::new);
    all.put("connect-close", () -> ProbeMethods::connectAndClose);
    all.put("channel-close", () -> ProbeMethods::openAndClose);
    all.put("other-thread", OtherThread::new);
    all.put("epoll", () -> new Probing(IoMode.EPOLL));
    all.put("io_uring", () -> new Probing(IoMode.IO_URING));
    all.put("nio", () -> new Probing(IoMode.NIO));
    return all;
  }

  /** Returns the names of the methods. */
  static Set<String> names() {
    return ALL.keySet();
  }

  /**
   * Creates a method.
   *
   * @throws IllegalArgumentException if there is no method of that name
   */
  static ProbeMethod named(String name) {
    Supplier<ProbeMethod> maker = ALL.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "method: " + name + " (expected: " + String.join(", ", ALL.keySet()) + ")");
    }
    return maker.get();
  }

  private static PortState connectAndClose(InetSocketAddress target) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(target);
      return PortState.LISTENING;
    } catch (ConnectException e) {
      return PortState.NOT_LISTENING;
    }
  }

  private static PortState openAndClose(InetSocketAddress target) throws IOException {
    try (SocketChannel channel = SocketChannel.open(target)) {
      return channel.isConnected() ? PortState.LISTENING : PortState.FILTERED;
    } catch (ConnectException e) {
      return PortState.NOT_LISTENING;
    }
  }

  /** A blocking connect. The close of the socket is not measured. */
  private static final class Connecting implements ProbeMethod {
    private Socket socket = new Socket();

    @Override
    public PortState probe(InetSocketAddress target) throws IOException {
      socket = new Socket();
      try {
        socket.connect(target);
        return PortState.LISTENING;
      } catch (ConnectException e) {
        return PortState.NOT_LISTENING;
      }
    }

    @Override
    public void cleanUp() throws IOException {
      socket.close();
    }
  }

  /** A blocking connect on another thread: the minimum cost of a future for its caller. */
  private static final class OtherThread implements ProbeMethod {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Override
    public PortState probe(InetSocketAddress target) {
      return CompletableFuture.supplyAsync(() -> connected(target), thread).join();
    }

    private static PortState connected(InetSocketAddress target) {
      try {
        return connectAndClose(target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }

  /** A single probe through the public API. */
  private static final class Probing implements ProbeMethod {
    private final ProbeClient client;

    Probing(IoMode mode) {
      client = ProbeClient.builder().ioMode(mode).build();
    }

    @Override
    public PortState probe(InetSocketAddress target) {
      return client.tcp(target.getHostString(), target.getPort()).state().join();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
