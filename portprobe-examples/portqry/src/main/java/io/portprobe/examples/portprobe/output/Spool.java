package io.portprobe.examples.portprobe.output;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a document whose beginning depends on its end: in memory up to 1 MiB, then in a
 * temporary file, which {@link #close} deletes. Confined to one thread.
 */
public final class Spool implements AutoCloseable {
  private static final int MAX_MEMORY = 1 << 20;
  private static final int CHUNK = 1 << 16;

  /** What follows the file. */
  private final Memory memory = new Memory();

  private @Nullable FileChannel file;
  private long fileSize;

  private static final class Memory extends ByteArrayOutputStream {
    private void copy(int from, int length, OutputStream out) throws IOException {
      out.write(buf, from, length);
    }

    private ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** Creates an empty spool. */
  public Spool() {}

  /**
   * A part of a spool.
   *
   * @param position its first byte
   * @param length the number of its bytes
   */
  public record Part(long position, int length) {}

  /** Returns the number of bytes. */
  public long size() {
    return fileSize + memory.size();
  }

  /**
   * Appends bytes.
   *
   * @return where they are
   * @throws IOException if the temporary file cannot be created or written
   */
  public Part append(ByteArrayOutputStream bytes) throws IOException {
    Part part = new Part(size(), bytes.size());
    bytes.writeTo(memory);
    if (memory.size() > MAX_MEMORY) {
      spill();
    }
    return part;
  }

  private void spill() throws IOException {
    if (file == null) {
      file = create();
    }
    ByteBuffer bytes = memory.bytes();
    while (bytes.hasRemaining()) {
      fileSize += file.write(bytes);
    }
    memory.reset();
  }

  private static FileChannel create() throws IOException {
    Path path = Files.createTempFile("portprobe", ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Copies a part. */
  public void copy(Part part, OutputStream out) throws IOException {
    copy(part.position(), part.length(), out);
  }

  /** Copies everything. */
  public void copyAll(OutputStream out) throws IOException {
    copy(0, size(), out);
  }

  private void copy(long from, long length, OutputStream out) throws IOException {
    if (file == null) {
      memory.copy((int) from, (int) length, out);
      return;
    }
    spill();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, length));
    long end = from + length;
    for (long position = from; position < end; position += chunk.position()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
      if (file.read(chunk, position) < 0) {
        throw new EOFException("the temporary file was truncated");
      }
      out.write(chunk.array(), 0, chunk.position());
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
