package io.portprobe.examples.distributed;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** A serialiser of slices for checkpoints and for the network. Immutable. */
final class ScanSliceSerializer implements SimpleVersionedSerializer<ScanSlice> {
  private static final int VERSION = 1;

  /** A serialiser of the slices that no reader has. Immutable. */
  static final class OfList implements SimpleVersionedSerializer<List<ScanSlice>> {
    private final ScanSliceSerializer slices = new ScanSliceSerializer();

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(List<ScanSlice> list) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(list.size());
      for (ScanSlice slice : list) {
        slices.write(slice, out);
      }
      return bytes.toByteArray();
    }

    @Override
    public List<ScanSlice> deserialize(int version, byte[] serialized) throws IOException {
      check(version);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      int size = in.readInt();
      List<ScanSlice> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(slices.read(in));
      }
      return list;
    }
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ScanSlice slice) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(slice, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public ScanSlice deserialize(int version, byte[] serialized) throws IOException {
    check(version);
    return read(new DataInputStream(new ByteArrayInputStream(serialized)));
  }

  private static void check(int version) throws IOException {
    if (version != VERSION) {
      throw new IOException("version of a slice: " + version + " (expected: " + VERSION + ")");
    }
  }

  private void write(ScanSlice slice, DataOutputStream out) throws IOException {
    VantagePoint from = slice.vantagePoint();
    writeText(from.name(), out);
    writeText(from.sourceAddress(), out);
    out.writeBoolean(from.anywhere());
    out.writeInt(slice.index());
    out.writeInt(slice.count());
    writeText(slice.checkpoint(), out);
    out.writeInt(slice.pending().size());
    for (ProbeRecord row : slice.pending()) {
      write(row, out);
    }
  }

  private ScanSlice read(DataInputStream in) throws IOException {
    VantagePoint from = new VantagePoint(requireText(in), readText(in), in.readBoolean());
    int index = in.readInt();
    int count = in.readInt();
    String checkpoint = readText(in);
    int size = in.readInt();
    List<ProbeRecord> pending = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      pending.add(readRow(in));
    }
    return new ScanSlice(from, index, count, checkpoint, pending);
  }

  private static void write(ProbeRecord row, DataOutputStream out) throws IOException {
    writeText(row.vantagePoint(), out);
    out.writeInt(row.slice());
    writeText(row.transport().name(), out);
    writeText(row.host(), out);
    out.writeInt(row.port());
    writeText(row.address(), out);
    writeText(row.state() == null ? null : row.state().name(), out);
    writeText(row.reason() == null ? null : row.reason().name(), out);
    writeText(row.failure(), out);
    out.writeLong(row.elapsedNanos());
    out.writeInt(row.sends());
    out.writeLong(row.seenAtMillis());
    writeText(row.report(), out);
  }

  private static ProbeRecord readRow(DataInputStream in) throws IOException {
    return new ProbeRecord(
        requireText(in),
        in.readInt(),
        Transport.valueOf(requireText(in)),
        requireText(in),
        in.readInt(),
        readText(in),
        constant(PortState.class, readText(in)),
        constant(Reason.class, readText(in)),
        readText(in),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        readText(in));
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  /** Writes a text of any length, unlike {@code writeUTF}. */
  private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String requireText(DataInputStream in) throws IOException {
    String text = readText(in);
    if (text == null) {
      throw new IOException("slice: a required text is missing");
    }
    return text;
  }
}
