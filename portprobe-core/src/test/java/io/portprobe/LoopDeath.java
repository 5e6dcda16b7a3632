package io.portprobe;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ends NIO event loops by an error. */
public final class LoopDeath {
  /** Netty logs the error on the thread of the loop, where BlockHound rejects writing. */
  private static final Logger LOG =
      Logger.getLogger("io.netty.util.concurrent.SingleThreadEventExecutor");

  private LoopDeath() {}

  /** Ends the thread of a loop, as an error in the code of Netty does. */
  public static void cause(EventLoop loop, Error error) throws IOException {
    LOG.setLevel(Level.OFF);
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    NioIoHandle fatal =
        new NioIoHandle() {
          @Override
          public SelectableChannel selectableChannel() {
            return pipe.source();
          }

          @Override
          public void handle(IoRegistration registration, IoEvent event) {
            throw error;
          }

          @Override
          public void close() throws IOException {
            pipe.source().close();
            pipe.sink().close();
          }
        };
    ((IoEventLoop) loop)
        .register(fatal)
        .addListener(done -> ((IoRegistration) done.getNow()).submit(NioIoOps.READ));
  }
}
