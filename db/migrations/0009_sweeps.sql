CREATE TABLE `sweep_cells` (
	`sweep_id` text NOT NULL,
	`place` integer NOT NULL,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`sweep_id`, `place`),
	FOREIGN KEY (`sweep_id`) REFERENCES `sweeps`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sweep_turns` (
	`id` integer PRIMARY KEY NOT NULL,
	`sweep_id` text NOT NULL,
	`turn` text NOT NULL,
	`turned_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`sweep_id`) REFERENCES `sweeps`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`turned_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sweep_turns_by_sweep` ON `sweep_turns` (`sweep_id`,`id`);--> statement-breakpoint
CREATE TABLE `sweeps` (
	`id` text PRIMARY KEY NOT NULL,
	`mission_id` text NOT NULL,
	`purpose` text NOT NULL,
	`run_id` text,
	`settings` text NOT NULL,
	`cells` text NOT NULL,
	`requested_by` text,
	`requested_at` integer NOT NULL,
	`leased_until` integer NOT NULL,
	FOREIGN KEY (`mission_id`) REFERENCES `missions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sweeps_by_mission` ON `sweeps` (`mission_id`,`purpose`,`requested_at`);