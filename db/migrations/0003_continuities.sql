CREATE TABLE `continuities` (
	`id` integer PRIMARY KEY NOT NULL,
	`mission_id` text NOT NULL,
	`run_id` text NOT NULL,
	`previous_run_id` text,
	`decision` text NOT NULL,
	`decided_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`mission_id`) REFERENCES `missions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`previous_run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `continuities_by_mission` ON `continuities` (`mission_id`,`id`);--> statement-breakpoint
CREATE INDEX `continuities_by_run` ON `continuities` (`run_id`,`id`);--> statement-breakpoint
-- Until now the newest finished analysis was the one shown: it stays so.
INSERT INTO `continuities` (`mission_id`, `run_id`, `decision`, `at`)
SELECT `mission_id`, `id`, 'accepted', `at` FROM (
	SELECT r.`mission_id`, r.`id`, o.`at`,
		row_number() OVER (PARTITION BY r.`mission_id` ORDER BY r.`requested_at` DESC, r.`id` DESC) AS place
	FROM `runs` r JOIN `run_outcomes` o ON o.`run_id` = r.`id`
	WHERE o.`outcome` = 'finished'
) WHERE place = 1;
