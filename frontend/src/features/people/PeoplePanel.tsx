import { useEffect, useRef } from "react";
import { roster } from "../../lib/meeting/people";
import type { Person } from "../../lib/meeting/state";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Menu } from "../../ui/Menu";
import { SidePanel } from "../../ui/SidePanel";
import { personMenu, type PersonAct } from "./menu";
import "./people.css";

interface Props {
  people: ReadonlyMap<string, Person>;
  self: string;
  isHost: boolean;
  locked: boolean;
  guestsMuted: boolean;
  onAct: (act: PersonAct, id: string) => void;
  onAdmit: (id: string) => void;
  onReject: (id: string) => void;
  onLock: (on: boolean) => void;
  onMuteGuests: (on: boolean) => void;
  onClose: () => void;
}

/** Who is here and who waits; hosts act on them. */
export function PeoplePanel(props: Props) {
  const { people, self, isHost, onAdmit, onReject, onClose } = props;
  const { waiting, present } = roster(people.values(), self);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <SidePanel title="People" onClose={onClose} testId="people-panel">
      {/* The panel scrolls, so it takes the focus; readers begin at its top. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={top} className="people" tabIndex={0} role="group" aria-label="People in the meeting">
        {isHost && <HostBar {...props} />}
        {isHost && waiting.length > 0 && (
          <section className="people__section" aria-labelledby="waiting-title">
            <h3 id="waiting-title" className="people__title">
              Waiting ({waiting.length})
            </h3>
            <ul className="people__list">
              {waiting.map((person) => (
                <li key={person.id} className="person person--waiting" data-testid="waiting-person" data-participant={person.id}>
                  <Avatar name={person.name} size={34} />
                  <span className="person__name">{person.name}</span>
                  <button type="button" className="button button--primary button--small" onClick={() => onAdmit(person.id)} data-testid="admit">
                    Admit<span className="visually-hidden"> {person.name}</span>
                  </button>
                  <button type="button" className="icon-button" onClick={() => onReject(person.id)} aria-label={`Reject ${person.name}`}>
                    <Icon name="close" size={18} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="people__section" aria-labelledby="present-title">
          <h3 id="present-title" className="people__title">
            In the meeting ({present.length})
          </h3>
          <ul className="people__list">
            {present.map((person) => (
              <PersonRow key={person.id} person={person} {...props} />
            ))}
          </ul>
        </section>
      </div>
    </SidePanel>
  );
}

function HostBar({ locked, guestsMuted, onLock, onMuteGuests }: Props) {
  return (
    <div className="people__host">
      <button type="button" className="button button--plain button--small" aria-pressed={locked} onClick={() => onLock(!locked)} data-testid="lock">
        <Icon name={locked ? "lock" : "unlock"} size={16} />
        {locked ? "Unlock" : "Lock"}
      </button>
      <button
        type="button"
        className="button button--plain button--small"
        aria-pressed={guestsMuted}
        onClick={() => onMuteGuests(!guestsMuted)}
        data-testid="mute-guests"
      >
        <Icon name={guestsMuted ? "mic" : "micOff"} size={16} />
        {guestsMuted ? "Unmute guests" : "Mute guests"}
      </button>
    </div>
  );
}

function PersonRow({ person, self, isHost, onAct }: Props & { person: Person }) {
  const own = person.id === self;
  const items = isHost ? personMenu(person, own) : [];
  return (
    <li className="person" data-testid="person" data-participant={person.id}>
      <Avatar name={person.name} size={34} />
      <span className="person__name">
        {person.name}
        {own && <span className="muted"> (you)</span>}
        <span className="person__role">{words(person)}</span>
      </span>
      <span className="person__marks">
        {person.handSince > 0 && <Icon name="hand" size={18} />}
        {person.spotlightSince > 0 && <Icon name="star" size={18} filled />}
        {person.hasMedia && (person.muted || person.clientMuted) && <Icon name="micOff" size={18} />}
      </span>
      {items.length > 0 && (
        <Menu
          label={`Actions for ${person.name}`}
          buttonClass="icon-button"
          testId="person-menu"
          items={items.map((entry, index) => ({
            id: entry.act,
            label: entry.label,
            icon: entry.icon,
            danger: entry.danger === true,
            apart: entry.danger === true && index > 0,
            onSelect: () => onAct(entry.act, person.id),
          }))}
        >
          <Icon name="more" />
        </Menu>
      )}
    </li>
  );
}

/** The marks in words: the line below the name, the same for every reader. */
function words(person: Person): string {
  const said = [person.role === "host" ? "Host" : person.role === "guest" ? "Guest" : "Joining"];
  if (person.presenting) said.push("presenting");
  if (!person.hasMedia) said.push("no media");
  else if (person.muted) said.push("muted by a host");
  else if (person.clientMuted) said.push("muted");
  if (person.handSince > 0) said.push("hand raised");
  if (person.spotlightSince > 0) said.push("in the spotlight");
  return said.join(", ");
}
