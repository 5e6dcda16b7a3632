package io.portprobe.examples.connectivity

import io.portprobe.PortState.LISTENING
import io.portprobe.PortState.NOT_LISTENING
import io.portprobe.ProbeClient
import io.portprobe.testing.junit.Fault
import io.portprobe.testing.junit.Faulty
import io.portprobe.testing.junit.PortprobeExtension
import io.portprobe.faultkit.TcpPeer
import io.portprobe.faultkit.UdpPeer
import io.portprobe.testing.PeerEndpoints.endpointOf
import java.time.Duration
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.future.await
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

/** A coroutine that leaves a probe in flight fails its test; see [PortprobeExtension]. */
@ExtendWith(PortprobeExtension::class)
class CoroutinesTest {
    @Test
    fun `a coroutine awaits a probe`(client: ProbeClient, @Faulty(Fault.SILENT) db: TcpPeer) = runBlocking<Unit> {
        val state = client.tcp(db.host(), db.port()).state().await()
        assertThat(state).isEqualTo(LISTENING)
    }

    @Test
    fun `coroutines await several probes concurrently`(
        client: ProbeClient,
        @Faulty(Fault.SILENT) up: TcpPeer,
        @Faulty(Fault.REFUSING) down: TcpPeer,
    ) = runBlocking<Unit> {
        val states = listOf(up, down).map { async { client.probe(endpointOf(it)).state().await() } }.awaitAll()
        assertThat(states).containsExactly(LISTENING, NOT_LISTENING)
    }

    @Test
    fun `cancelling a coroutine cancels its probe`(client: ProbeClient, @Faulty(Fault.SILENT) silent: UdpPeer) = runBlocking {
        val job = launch(start = CoroutineStart.UNDISPATCHED) {
            client.probe(endpointOf(silent)).timeout(Duration.ofMinutes(10)).state().await()
        }
        job.cancelAndJoin()
    }

    @Test
    fun `a scan is a flow`(
        client: ProbeClient,
        @Faulty(Fault.SILENT) up: TcpPeer,
        @Faulty(Fault.REFUSING) down: TcpPeer,
    ) = runBlocking<Unit> {
        val scan = client.scan().hosts("127.0.0.1").tcp("${up.port()},${down.port()}")
        val open = scan.results().asFlow().toList().filter { it.state().get() == LISTENING }
        assertThat(open.map { it.endpoint() }).containsExactly(endpointOf(up))
    }

    @Test
    fun `cancelling a flow stops its scan`(client: ProbeClient, @Faulty(Fault.SILENT) up: TcpPeer) = runBlocking<Unit> {
        val endless = client.scan().hosts("127.0.0.1").tcp("1-65535").ratePerHost(100).allowLarge()
        val one = endless.results().asFlow().first()
        assertThat(one.state()).isPresent()
        assertThat(client.probe(endpointOf(up)).state().await()).isEqualTo(LISTENING)
    }
}
