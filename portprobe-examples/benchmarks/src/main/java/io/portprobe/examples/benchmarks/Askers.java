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

/** The ways to ask one port that are measured side by side. */
final class Askers {
  private static final Map<String, Supplier<Asker>> ALL = all();

  private Askers() {}

  private static Map<String, Supplier<Asker>> all() {
    Map<String, Supplier<Asker>> all = new LinkedHashMap<>();
    all.put("connect", Connecting::new);
    all.put("connect-close", () -> Askers::connectAndClose);
    all.put("channel-close", () -> Askers::openAndClose);
    all.put("other-thread", OtherThread::new);
    all.put("epoll", () -> new Probing(IoMode.EPOLL));
    all.put("io_uring", () -> new Probing(IoMode.IO_URING));
    all.put("nio", () -> new Probing(IoMode.NIO));
    return all;
  }

  /** The ways there are. */
  static Set<String> names() {
    return ALL.keySet();
  }

  /**
   * A new one.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Asker named(String way) {
    Supplier<Asker> maker = ALL.get(way);
    if (maker == null) {
      throw new IllegalArgumentException(
          "way: " + way + " (expected: " + String.join(", ", ALL.keySet()) + ")");
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

  /** A blocking connect alone: the socket is closed outside of what is measured. */
  private static final class Connecting implements Asker {
    private Socket socket = new Socket();

    @Override
    public PortState ask(InetSocketAddress target) throws IOException {
      socket = new Socket();
      try {
        socket.connect(target);
        return PortState.LISTENING;
      } catch (ConnectException e) {
        return PortState.NOT_LISTENING;
      }
    }

    @Override
    public void tidy() throws IOException {
      socket.close();
    }
  }

  /** A blocking connect by another thread: the least that any future costs its caller. */
  private static final class OtherThread implements Asker {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Override
    public PortState ask(InetSocketAddress target) {
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

  /** A single probe, by the shortest form of the API. */
  private static final class Probing implements Asker {
    private final ProbeClient client;

    Probing(IoMode mode) {
      client = ProbeClient.builder().ioMode(mode).build();
    }

    @Override
    public PortState ask(InetSocketAddress target) {
      return client.tcp(target.getHostString(), target.getPort()).state().join();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
