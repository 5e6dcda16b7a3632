package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.internal.msrpc.wire.RpcStatus;
import io.portprobe.protocols.msrpc.InterfaceId;
import io.portprobe.protocols.msrpc.ServerManagement;
import io.portprobe.protocols.msrpc.ServerManagement.Principal;
import io.portprobe.protocols.msrpc.ServerManagement.Statistics;
import io.portprobe.spi.Finding;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of the management interface. A refused call does not end the sequence. */
final class ManagementSequence implements CallSequence {
  private static final List<ManagementCall> CALLS = List.of(ManagementCall.values());

  private final List<InterfaceId> interfaces = new ArrayList<>();
  private final List<Principal> principals = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private @Nullable Boolean listening;
  private @Nullable Statistics statistics;
  private int responses;

  @Override
  public RpcInterface rpcInterface() {
    return RpcInterface.MANAGEMENT;
  }

  @Override
  public RpcCall firstCall() {
    return CALLS.get(0).call();
  }

  @Override
  public NextCall onResponse(byte[] stub, ByteOrder order) throws RpcFormatException {
    ManagementCall call = CALLS.get(responses);
    long status = keep(call, stub, order);
    if (status != RpcStatus.OK) {
      refusals.add(call.label() + ": status " + RpcStatus.describe(status));
    }
    return next();
  }

  /** Decodes a response, keeps its value if the status is OK, and returns the status. */
  private long keep(ManagementCall call, byte[] stub, ByteOrder order) throws RpcFormatException {
    return switch (call) {
      case INTERFACES -> {
        var reply = ManagementReply.interfaces(stub, order);
        interfaces.addAll(reply.status() == RpcStatus.OK ? reply.value() : List.of());
        yield reply.status();
      }
      case LISTENING -> {
        var reply = ManagementReply.listening(stub, order);
        listening = reply.status() == RpcStatus.OK ? reply.value() : null;
        yield reply.status();
      }
      case NEGOTIATE_NAME, NTLM_NAME, KERBEROS_NAME -> {
        var reply = ManagementReply.principal(stub, order);
        if (reply.status() == RpcStatus.OK) {
          principals.add(new Principal(call.authenticationService(), reply.value()));
        }
        yield reply.status();
      }
      case STATISTICS -> {
        var reply = ManagementReply.statistics(stub, order);
        statistics = reply.status() == RpcStatus.OK ? reply.value() : null;
        yield reply.status();
      }
    };
  }

  @Override
  public NextCall onFault(String how) {
    refusals.add(CALLS.get(responses).label() + ": " + how);
    return next();
  }

  private NextCall next() {
    responses++;
    return responses < CALLS.size()
        ? NextCall.of(CALLS.get(responses).call())
        : NextCall.finish(finding(true, ""));
  }

  @Override
  public Optional<Finding> incomplete(String why) {
    return responses == 0 ? Optional.empty() : Optional.of(finding(false, why));
  }

  @Override
  public Optional<Finding> cutShort() {
    return Optional.of(finding(false, "cut short after " + responses + " responses"));
  }

  private ServerManagement finding(boolean complete, String note) {
    return new DefaultServerManagement(
        interfaces,
        Optional.ofNullable(listening),
        principals,
        Optional.ofNullable(statistics),
        refusals,
        complete,
        note);
  }
}
