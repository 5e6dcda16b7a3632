/**
 * The contract test for protocol plug-ins. Start with {@link
 * io.portprobe.testing.protocol.ProtocolContract}: a plug-in passes if it works with a good server
 * and survives a malicious one. {@link io.portprobe.testing.protocol.TestDialogueContext} is for
 * unit tests of a dialogue.
 *
 * <p>{@link io.portprobe.testing.protocol.ConversationRecorder} records a real server, and {@link
 * io.portprobe.testing.protocol.RecordedConversation} is what a contract replays. No other class
 * uses a socket. {@code DialogueHarness} drives a dialogue as the core does, {@code SimulatedPeer}
 * and {@code DeliveryMode} are the server and the network, and the {@code *Checks} classes hold one
 * group of checks each. May use the API, the SPI and the fault kit.
 */
@NullMarked
package io.portprobe.testing.protocol;

import org.jspecify.annotations.NullMarked;
