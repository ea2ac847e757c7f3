namespace Changeover.Tests.Gateway.Snapshot;

/// <summary>Configurations without faults, given the variables of <see cref="Environment"/>.</summary>
internal static class SampleConfigs
{
    public static (string, string)[] Environment { get; } = [("OPENAI_API_KEY", "key-a"), ("DEEPSEEK_API_KEY", "key-d"), ("TEAM", "blue")];

    /// <summary>Every option written once, no value its default.</summary>
    public const string Full =
        """
        server:
          urls: http://127.0.0.1:8080;http://localhost:8443
          max_body: 64MiB
          max_answer: 128MiB
          cache_size: 16MiB
          data_folder: state
          log: json
          notice: 5s
          drain: 90s
          retry_budget: 0.5
        upstreams:
          openai:
            provider: openai
            base_url: https://gateway.example.com/v1
            credential: ${OPENAI_API_KEY}
            region: us-east
            headers:
              X-Team: team ${TEAM}
            query:
              api-version: "2024-10-21"
            timeouts:
              connect: 1s
              first_content: 30s
              idle: 20s
            breaker:
              failures: 3
              failure_ratio: 0.25
              window: 1m
              open_for: 5s
              outliers:
                at_least: 10
                failures_above: 0.5
                times_slower: 3
                eject_for: 10s
                at_most: 0.25
              quarantine_for: 1h
            concurrency: 7
            queue:
              length: 9
              deadline: 3s
            http11: true
          embedded:
            provider: embedded
            embedded:
              folder: /models/small
              slots: 2
              queue_length: 3
              queue_deadline: 4s
              threads: 1
        routes:
          gpt-4.1:
            targets:
              - openai/org/model
              - target: embedded/demo
                weight: 0
            strategy: weighted
            retry:
              attempts: 4
              backoff: 100ms
              max_backoff: 2s
            priority: batch
            when_full: wait
            hedge:
              after: 800ms
              max_cost: 0.01 USD
              at_most: 0.1
            max_body: 1MiB
            max_output: 4096
            record: bodies
            redact: ['[0-9]{6,}']
            fall_back_on_content_filter: true
            cache:
              for: 10m
              max_answer: 256KiB
            pass_through: true
            on_loss: refuse
            licensed: cn-generative-ai
        limits:
          house:
            keys: [k_0123456789]
            owners: [team-a]
            routes: [gpt-4.1]
            per: owner
            allow: [25 USD per month, 600 requests per minute, 8 streams]
            shape: fixed
            unpriced: allow
            degraded: local
        records:
          keep_for: 7d
          keep_bytes: 512MiB
        storage:
          database: postgres://changeover:${TEAM}@db.example.com/changeover
          redis: redis://:${TEAM}@redis.example.com:6379
        responses:
          store: false
          keep_for: 7d
          keep_bytes: 256MiB
        access:
          catalogue: false
          unknown: deny
          country_header: CF-IPCountry
          trusted_proxies: [10.0.0.0/8]
          running_streams: cut
          defaults:
            country: DE
            org_country: FR
            owned_by: [FR:60, US:40]
            audience: internal
            group: research
            data_class: personal
          sets:
            near: [DE, FR]
          filings:
            - register: cn-generative-ai
              number: Beijing-Example-202401010001
              upstreams: [openai]
              models: ['org/*']
          rules:
            - id: nobody
              effect: deny
              providers: [openai]
              models: [org/model]
              upstreams: [openai]
              country: ['@near']
              country_not: [DE]
              org_country: [US]
              org_country_not: [CA]
              owned_by: [FR]
              owned_by_not: [GB]
              owned_above: 25
              audience: public
              groups: [research]
              data_classes: [personal]
              from: 2027-01-01T08:00
              to: 2028-01-01
              zone: Europe/Berlin
              unknown: allow
              reason: An example.
              source: the sample
              seen_on: 2026-11-24
              confidence: read
              note: One of each.
            - effect: require
              upstreams: [openai]
              require:
                filing: cn-generative-ai
                regions: [us-*]
                no_store: true
              reason: An example.
        telemetry:
          otlp: http://127.0.0.1:4317
          otlp_protocol: http_protobuf
        """;

    /// <summary>One upstream with a key and one without.</summary>
    public const string Two =
        """
        upstreams:
          openai:
            provider: openai
            credential: ${OPENAI_API_KEY}
          local:
            provider: openai-compatible
            base_url: http://127.0.0.1:8000/v1
        routes:
          chat:
            targets: [openai/gpt-4o-mini, local/org/model]
        """;
}
